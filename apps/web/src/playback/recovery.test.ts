import { describe, expect, it } from "vitest";
import { freshRecovery, recover, type RecoveryAction, type RecoveryEvent } from "./recovery.ts";

const run = (...events: RecoveryEvent[]): RecoveryAction[] => {
  let state = freshRecovery;
  return events.map((event) => {
    const step = recover(state, event);
    state = step.state;
    return step.action;
  });
};
const fatal = (cause: "network" | "media" | "other", atMs: number): RecoveryEvent => ({
  kind: "fatal",
  cause,
  atMs,
  jitter: 1,
});
const progress = (atMs: number): RecoveryEvent => ({ kind: "progress", atMs });
const recreated = (atMs: number): RecoveryEvent => ({ kind: "recreated", atMs });

describe("recover", () => {
  it("loads again first, and builds anew when that does not help", () => {
    expect(run(fatal("network", 0), fatal("network", 3000))).toEqual([
      { kind: "reload" },
      { kind: "recreate", afterMs: 1000 },
    ]);
  });
  it("gives the decoder two chances in ten seconds", () => {
    expect(run(fatal("media", 0), fatal("media", 2000), fatal("media", 4000)).map((a) => a.kind)).toEqual([
      "recover-media",
      "recover-media",
      "recreate",
    ]);
    expect(run(fatal("media", 0), fatal("media", 2000), fatal("media", 12_500)).map((a) => a.kind)).toEqual([
      "recover-media",
      "recover-media",
      "recover-media",
    ]);
  });
  it("waits longer each time, up to 30 s, and for ever tries", () => {
    const waits: number[] = [];
    let state = freshRecovery;
    for (let i = 0; i < 9; i++) {
      const step = recover(state, fatal("other", i * 1000));
      if (step.action.kind === "recreate") waits.push(step.action.afterMs);
      state = recover(step.state, recreated(i * 1000 + 1)).state;
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });
  it("spreads viewers over the second half of the wait", () => {
    expect(recover(freshRecovery, { kind: "stuck", atMs: 0, jitter: 0 }).action).toEqual({
      kind: "recreate",
      afterMs: 500,
    });
  });
  it("ignores the echoes of a player that is being replaced", () => {
    expect(
      run(fatal("other", 0), fatal("media", 1), { kind: "stuck", atMs: 2, jitter: 1 }).map((a) => a.kind),
    ).toEqual(["recreate", "none", "none"]);
  });
  it("forgives only what lasted: a moment of picture does not reset the wait", () => {
    const flicker = run(fatal("other", 0), recreated(1000), progress(1500), fatal("other", 2000));
    expect(flicker.at(-1)).toEqual({ kind: "recreate", afterMs: 2000 });
    const lasting = run(
      fatal("other", 0),
      recreated(1000),
      progress(1500),
      progress(17_000),
      fatal("other", 18_000),
    );
    expect(lasting.at(-1)).toEqual({ kind: "recreate", afterMs: 1000 });
  });
});
