import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accept,
  closeLate,
  judge,
  listedWindow,
  nextClosingMs,
  nextFreeSecond,
  openTimeline,
  slateHorizon,
  type Timeline,
} from "./timeline.ts";

const T = 1_795_000_000;

describe("timeline", () => {
  it("opens with slate that begins on a segment and fills a playlist", () => {
    const { timeline, slate } = openTimeline(T * 1000 + 1234);
    expect(slate.from % 4).toBe(0);
    expect(slate).toEqual({ from: timeline.start, to: timeline.edge });
    expect(listedWindow(timeline).to - listedWindow(timeline).from).toBeGreaterThanOrEqual(120);
  });

  it("closes a second 3.5 s after its start, not a millisecond before", () => {
    const open: Timeline = { start: T - 120, edge: T, ahead: [] };
    expect(nextClosingMs(open)).toBe(T * 1000 + 3500);
    expect(closeLate(open, T * 1000 + 3499).slate).toEqual([]);
    expect(closeLate(open, T * 1000 + 3500).slate).toEqual([{ from: T, to: T + 1 }]);
  });

  it("closes hours in one run", () => {
    const open: Timeline = { start: T - 120, edge: T, ahead: [] };
    const closed = closeLate(open, (T + 36_000) * 1000);
    expect(closed.slate).toEqual([{ from: T, to: slateHorizon((T + 36_000) * 1000) }]);
  });

  it("keeps what was committed ahead of a gap and closes only the gap", () => {
    const open = accept({ start: T - 120, edge: T, ahead: [] }, T + 1);
    expect(open.edge).toBe(T);
    const closed = closeLate(open, T * 1000 + 3600);
    expect(closed.slate).toEqual([{ from: T, to: T + 1 }]);
    expect(closed.timeline).toEqual({ start: T - 120, edge: T + 2, ahead: [] });
  });

  it("refuses what is early, listed or committed", () => {
    const open = accept({ start: T - 120, edge: T, ahead: [] }, T + 1);
    expect(judge(open, T, (T + 1) * 1000 - 101).kind).toBe("too-early");
    expect(judge(open, T, (T + 1) * 1000 - 100).kind).toBe("accept");
    expect(judge(open, T - 1, (T + 1) * 1000).kind).toBe("taken");
    expect(judge(open, T + 1, (T + 9) * 1000).kind).toBe("taken");
    expect(judge(open, 4_294_967_295, T * 1000).kind).toBe("too-early");
    expect(judge(open, 0, T * 1000).kind).toBe("taken");
  });

  it("starts a take at the next whole second that nobody has committed", () => {
    const open: Timeline = { start: T - 120, edge: T, ahead: [T + 2] };
    expect(nextFreeSecond(open, (T + 1) * 1000)).toBe(T + 3);
    expect(nextFreeSecond(open, (T + 7) * 1000 + 1)).toBe(T + 8);
  });

  it("keeps every listed second listed, unchanged and in order, whatever comes", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("propose" as const), back: fc.integer({ min: -3, max: 9 }) }),
      fc.record({ kind: fc.constant("read" as const) }),
      fc.record({
        kind: fc.constant("wait" as const),
        ms: fc.oneof(fc.integer({ min: 0, max: 2500 }), fc.integer({ min: 0, max: 9_000_000 })),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        let nowMs = T * 1000;
        const opened = openTimeline(nowMs);
        let timeline = opened.timeline;
        const runs = [opened.slate];
        const committed = new Set<number>();
        const first = timeline.start;
        const isSlate = (n: number): boolean => runs.some((run) => run.from <= n && n < run.to);
        for (const one of steps) {
          if (one.kind === "wait") {
            nowMs += one.ms;
            continue;
          }
          const before = timeline;
          const closed = closeLate(timeline, nowMs);
          runs.push(...closed.slate);
          for (const run of closed.slate) expect(run.to).toBeGreaterThan(run.from);
          timeline = closed.timeline;
          if (one.kind === "propose") {
            const second = Math.floor(nowMs / 1000) - one.back;
            if (judge(timeline, second, nowMs).kind === "accept") {
              expect(committed.has(second) || isSlate(second)).toBe(false);
              committed.add(second);
              timeline = accept(timeline, second);
            }
          }
          expect(timeline.start).toBe(first);
          expect(timeline.edge).toBeGreaterThanOrEqual(before.edge);
          expect(timeline.edge).toBeGreaterThanOrEqual(slateHorizon(nowMs));
          expect(timeline.ahead).not.toContain(timeline.edge);
        }
        // Every listed second has exactly one meaning: one slate run or one commit.
        const decided = [...runs]
          .map((run): [number, number] => [run.from, run.to])
          .concat([...committed].filter((n) => n < timeline.edge).map((n) => [n, n + 1]))
          .sort((a, b) => a[0] - b[0]);
        let at = first;
        for (const [from, to] of decided) {
          expect(from).toBe(at);
          at = to;
        }
        expect(at).toBe(timeline.edge);
      }),
      { numRuns: 200 },
    );
  });
});
