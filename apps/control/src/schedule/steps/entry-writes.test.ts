import { expect, it } from "vitest";
import { afterWrite, isOverwritten, writeDueMs } from "./entry-writes.ts";
import type { KnownEntry } from "./known.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What becomes of words that should stand in an entry, looked at every second; `overwrite` takes them out again. */
function live(o: { seconds: number; wordsAt: (second: number) => string; overwrite: boolean }) {
  const writes: { second: number; key: string }[] = [];
  let entry: KnownEntry | undefined;
  for (let second = 0; second < o.seconds; second += 1) {
    const nowMs = DAY_MS + second * 1000;
    const key = o.wordsAt(second);
    if (entry?.saidKey === key || writeDueMs(entry, key, nowMs) > nowMs) continue;
    entry = afterWrite(entry, key, { isWritten: true, nowMs });
    writes.push({ second, key });
    if (o.overwrite) entry = { ...entry, saidKey: "old" };
  }
  return { writes, entry, nowMs: DAY_MS + o.seconds * 1000 };
}

it("writes the first words at once, many in a row seldom, and the last ones always", () => {
  const { writes } = live({
    seconds: 180,
    wordsAt: (second) => `edit ${Math.min(second, 60)}`,
    overwrite: false,
  });
  expect(writes[0]).toEqual({ second: 0, key: "edit 0" });
  expect(writes.length).toBeLessThanOrEqual(10);
  expect(writes.at(-1)?.key).toBe("edit 60");
});

it("puts words back that somebody takes out, ever more seldom, and gives up for a day", () => {
  const { writes, entry, nowMs } = live({ seconds: 20 * 3600, wordsAt: () => "words", overwrite: true });
  expect(writes.length).toBeLessThanOrEqual(7);
  expect(writes[1]?.second).toBeLessThanOrEqual(30);
  const gaps = writes.slice(2).map(({ second }, at) => second - (writes[at + 1]?.second ?? 0));
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(isOverwritten(entry, nowMs)).toBe(true);
  expect(writeDueMs(entry, "words", nowMs)).toBeGreaterThan(nowMs);
  expect(writeDueMs(entry, "other words", nowMs)).toBeLessThanOrEqual(nowMs);
  expect(isOverwritten(entry, nowMs + DAY_MS)).toBe(false);
});

it("takes words that stood there already for no write", () => {
  const entry = afterWrite(undefined, "words", { isWritten: false, nowMs: MINUTE_MS });
  expect(entry.wrote).toBeUndefined();
  expect(isOverwritten({ ...entry, saidKey: "old" }, MINUTE_MS)).toBe(false);
});
