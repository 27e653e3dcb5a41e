import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { rundownAround } from "./control-state.ts";

const NOW = 100_000;

/** Items of `seconds` each, back to back. */
function rundown(from: number, count: number, seconds: number): Rundown {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `film@${from + index * seconds}`,
    kind: "filler" as const,
    start: from + index * seconds,
    end: from + (index + 1) * seconds,
    title: "A film",
    room: { kind: "slate" as const },
  }));
  return { channel: "main", version: 1, from, to: from + count * seconds, items, fillers: [] };
}

it("shows a control room few of many short items, the current one among them, without a hole", () => {
  const around = rundownAround(rundown(NOW - 7200, 3000, 60), NOW);
  expect(around?.items.length).toBe(130);
  expect(around?.items.some(({ start, end }) => start <= NOW && NOW < end)).toBe(true);
  expect(around).toMatchObject({ from: NOW - 600, to: NOW + 7200 });
});

it("shows half a day of long ones, and nothing of a rundown that is over", () => {
  expect(rundownAround(rundown(NOW - 7200, 48, 3600), NOW)).toMatchObject({
    from: NOW - 3600,
    to: NOW + 43_200,
  });
  expect(rundownAround(rundown(NOW - 20_000, 2, 60), NOW)).toBeUndefined();
});
