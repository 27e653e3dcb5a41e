import { describe, expect, it } from "vitest";
import { ChannelClock } from "./channel-clock.ts";
import { followEdge, type Measured, measureOffset } from "./follow-edge.ts";

const WALL = 1_800_000_000_000;

describe("measureOffset", () => {
  it("believes the answer with the least round trip", async () => {
    let ms = 0;
    const trips = [300, 20, 90, 40];
    const measured = await measureOffset({
      monotonicMs: () => ms,
      ask: () => {
        const trip = trips.shift() ?? 0;
        ms += trip;
        return Promise.resolve(WALL + ms - trip / 2 + (trip === 20 ? 0 : 50));
      },
    });
    expect(measured).toEqual({ offsetMs: WALL, roundTripMs: 20 });
  });

  it("keeps what it has when the edge falls silent, and has nothing to say without the edge", async () => {
    const answers = [WALL, undefined, WALL + 9_999];
    const ask = (): Promise<number | undefined> => Promise.resolve(answers.shift());
    expect(await measureOffset({ monotonicMs: () => 0, ask })).toEqual({ offsetMs: WALL, roundTripMs: 0 });
    expect(
      await measureOffset({ monotonicMs: () => 0, ask: () => Promise.resolve(undefined) }),
    ).toBeUndefined();
  });
});

/** The loop on a monotonic clock and timers that the test moves. */
class Shell {
  monotonic = 0;
  edgeMs: number | undefined;
  readonly heard: (Measured | undefined)[] = [];
  waiting: { ms: number; run: () => void } | undefined;
  readonly clock = new ChannelClock({ wallMs: WALL, monotonicMs: 0 });

  follow(): ReturnType<typeof followEdge> {
    return followEdge(this.clock, {
      monotonicMs: () => this.monotonic,
      ask: () => Promise.resolve(this.edgeMs),
      after: (ms, run) => {
        this.waiting = { ms, run };
        return () => (this.waiting = undefined);
      },
      onMeasured: (measured) => this.heard.push(measured),
    });
  }

  /** Lets the time pass that the loop waits for, and the measurement that follows. */
  async next(): Promise<void> {
    const { waiting } = this;
    const before = this.heard.length;
    this.monotonic += waiting?.ms ?? 0;
    waiting?.run();
    while (this.heard.length === before) await Promise.resolve();
  }
}

describe("followEdge", () => {
  it("measures every 10 s, and every second while the edge does not answer", async () => {
    const shell = new Shell();
    const { first } = shell.follow();
    await first;
    expect(shell.heard).toEqual([undefined]);
    expect(shell.clock.isMeasured).toBe(false);
    expect(shell.waiting?.ms).toBe(1_000);
    shell.edgeMs = WALL + 400;
    await shell.next();
    expect(shell.waiting?.ms).toBe(10_000);
    expect(shell.clock.nowMs(shell.monotonic)).toBe(WALL + 400);
  });

  it("holds the last offset without the edge", async () => {
    const shell = new Shell();
    shell.edgeMs = WALL + 400;
    await shell.follow().first;
    shell.edgeMs = undefined;
    await shell.next();
    expect(shell.clock.nowMs(shell.monotonic)).toBe(WALL + 400 + 10_000);
    expect(shell.clock.isMeasured).toBe(true);
  });

  it("measures no more once it is stopped", async () => {
    const shell = new Shell();
    shell.edgeMs = WALL;
    const following = shell.follow();
    await following.first;
    following.stop();
    expect(shell.waiting).toBeUndefined();
  });
});
