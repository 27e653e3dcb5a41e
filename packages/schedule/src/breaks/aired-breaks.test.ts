import type { AsRunSpan } from "@nonstop/contract/as-run";
import { expect, it } from "vitest";
import { airedBreaks } from "./aired-breaks.ts";

const span = (from: number, to: number, over: Partial<AsRunSpan> = {}): AsRunSpan => ({
  from,
  to,
  room: { kind: "asset", asset: "short", startSecond: from },
  rank: 0,
  reason: "rundown",
  ...over,
});

it("what lies back to back is one break, whatever filled it", () => {
  const spans = [
    span(0, 100),
    span(100, 140, { role: "break", breakEnd: 190 }),
    span(140, 190, { role: "break", breakEnd: 190 }),
    span(190, 300),
    span(300, 330, { role: "break" }),
  ];
  expect(airedBreaks(spans, 400)).toEqual([
    { from: 100, to: 190, isOver: true, plannedTo: 190 },
    { from: 300, to: 330, isOver: true },
  ]);
});

it("one that reaches the newest second is not over", () => {
  expect(airedBreaks([span(100, 140, { role: "break", breakEnd: 190 })], 140)).toEqual([
    { from: 100, to: 140, isOver: false, plannedTo: 190 },
  ]);
});
