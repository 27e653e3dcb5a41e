import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { itemsAround, nextChange } from "./rundown-view.ts";

const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: 0,
  to: 500,
  fillers: [],
  items: [0, 100, 200, 300, 400].map((start) => ({
    id: `i${start}`,
    kind: "slate",
    start,
    end: start + 100,
    title: `i${start}`,
    room: { kind: "slate" },
  })),
};
const at = (second: number, isHeldInVain = false): Parameters<typeof nextChange>[2] => ({
  second,
  isHeldInVain,
  titles: new Map([["asset:news", "The News"]]),
});
const take = { id: "t", room: { kind: "slate" } as const, from: 120 };

it("counts to the end of the item", () => {
  expect(nextChange(rundown, [], at(150))).toEqual({ kind: "at", second: 200, title: "i200" });
});

it("is held by a take until release, and counts to the end of one that has an end", () => {
  expect(nextChange(rundown, [take], at(150))).toEqual({ kind: "held" });
  expect(nextChange(rundown, [{ ...take, to: 310 }], at(150))).toEqual({
    kind: "at",
    second: 310,
    title: "i300",
  });
  expect(nextChange(rundown, [{ ...take, to: 130 }], at(150))).toMatchObject({ second: 200 });
});

it("counts to the take below one that has an end", () => {
  const held = { id: "held", room: { kind: "asset", asset: "news", startSecond: 100 } as const, from: 100 };
  const cutIn = { ...take, to: 150 };
  expect(nextChange(rundown, [held, cutIn], at(140))).toEqual({ kind: "at", second: 150, title: "The News" });
  expect(nextChange(rundown, [held, cutIn], at(150))).toEqual({ kind: "held" });
});

it("counts on with the rundown while a take is held in vain", () => {
  expect(nextChange(rundown, [take], at(150, true))).toMatchObject({ kind: "at", second: 200 });
});

it("does not invent anything beyond the rundown", () => {
  expect(nextChange(undefined, [], at(150))).toEqual({ kind: "unknown" });
  expect(nextChange(rundown, [], at(450))).toEqual({
    kind: "at",
    second: 500,
    title: "the end of the rundown",
  });
  expect(itemsAround(rundown, 600)).toEqual([]);
});

it("shows a little of the past", () => {
  expect(itemsAround(rundown, 350).map((item) => item.id)).toEqual(["i100", "i200", "i300", "i400"]);
});
