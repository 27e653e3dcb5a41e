import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { expect, it } from "vitest";
import { addSecond, spanAt } from "./as-run-tail.ts";

const second = (n: number, over: Partial<CommittedSecond> = {}): CommittedSecond => ({
  second: n,
  room: { kind: "live", room: "studio" },
  rank: 0,
  reason: "rundown",
  ...over,
});
const run = (...seconds: CommittedSecond[]): [number, number, string][] =>
  seconds.reduce<AsRunSpan[]>(addSecond, []).map((span) => [span.from, span.to, span.reason]);

it("grows the last span while seconds are alike and starts one when they are not", () => {
  expect(run(second(10), second(11), second(12, { reason: "room-stalled", rank: 1 }), second(13))).toEqual([
    [10, 12, "rundown"],
    [12, 13, "room-stalled"],
    [13, 14, "rundown"],
  ]);
});

it("leaves a gap a gap and old news out", () => {
  expect(run(second(10), second(12), second(12), second(9))).toEqual([
    [10, 11, "rundown"],
    [12, 13, "rundown"],
  ]);
});

it("finds what a second behind the newest was, and nothing in a gap", () => {
  const spans = [second(10), second(11, { reason: "take" }), second(14)].reduce<AsRunSpan[]>(addSecond, []);
  expect([10, 11, 12, 14].map((at) => spanAt(spans, at)?.reason)).toEqual([
    "rundown",
    "take",
    undefined,
    "rundown",
  ]);
});
