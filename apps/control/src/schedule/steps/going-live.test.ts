import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterLook,
  afterStart,
  afterStop,
  goingLiveProblem,
  goingLiveSteps,
  LOOK_MS,
  START_AGAIN_MS,
  type OnAirWindow,
} from "./going-live.ts";
import type { Known, KnownSession } from "./known.ts";
import { nextStep } from "./next-step.ts";
import type { Desired } from "./step.ts";
import { afterNews, type SessionNews } from "./session-news.ts";
import { withFailure } from "./tries.ts";

const START = 1_800_000_000_000;
const window: OnAirWindow = {
  fromMs: START - 600_000,
  startMs: START,
  toMs: START + 3600_000,
  room: "studio",
  look: { layout: "speaker", showsName: false },
};
const meeting = {
  id: "9",
  host: "h",
  meetingKey: "old",
  joinUrl: "j",
  passcode: "p",
  livestreamKey: "l",
};
const stepAt = (nowMs: number, known: Known): object[] => goingLiveSteps({ window, nowMs }, known);
const kindAt = (nowMs: number, known: Known): string => {
  const desired: Desired = {
    presence: "published",
    linksKey: "never read",
    privateKey: undefined,
    invites: { kind: "keep" },
    revision: 1,
    meeting: { kind: "not-yet" },
    input: { kind: "keep" },
    window,
    outlook: { state: "failed", warnings: [] },
    writesBack: true,
    nowMs,
  };
  return nextStep(desired, known, "going-live").kind;
};
const news = (kind: SessionNews["kind"], atMs: number): SessionNews => ({ kind, meeting: "9", atMs });
const session = (over: Partial<KnownSession> = {}): KnownSession => ({
  startedMs: START,
  heardMs: 0,
  livestream: "off",
  asks: 0,
  ...over,
});

describe("going live", () => {
  it("waits for its window, and ends with it", () => {
    const known = { meeting, session: session() };
    expect(stepAt(window.fromMs - 1, known)).toEqual([{ kind: "wait", untilMs: window.fromMs }]);
    expect(kindAt(window.fromMs, known)).toBe("start-livestream");
    expect(kindAt(window.toMs - 1, known)).toBe("start-livestream");
    expect(stepAt(window.toMs, known)).toEqual([]);
  });

  it("ends what is still sent when its window has closed, or when there is none any more, once", () => {
    const known = { meeting, session: session({ livestream: "on" as const }) };
    expect(kindAt(window.toMs, known)).toBe("stop-livestream");
    expect(goingLiveSteps({ window: undefined, nowMs: START }, known)).toEqual([
      { kind: "stop-livestream", id: "9" },
    ]);
    expect(kindAt(window.fromMs - 1, known)).toBe("stop-livestream");
    expect(kindAt(window.toMs, afterStop(known, window.toMs))).toBe("done");
  });

  it("asks whether the meeting goes on when nothing tells so, again and again", () => {
    expect(kindAt(window.fromMs, { meeting })).toBe("look-at-meeting");
    const looked = afterLook({ meeting }, { isGoingOn: false, isReceived: undefined, atMs: START });
    expect(kindAt(START, looked)).toBe("wait");
    expect(kindAt(START + LOOK_MS, looked)).toBe("look-at-meeting");
  });

  it("starts the livestream of a meeting that was found by asking", () => {
    const found = afterLook({ meeting }, { isGoingOn: true, isReceived: undefined, atMs: START });
    expect(kindAt(START, found)).toBe("start-livestream");
  });

  it("tries blindly when the vendor does not tell whether the meeting goes on", () => {
    const look = stepAt(START, { meeting })[0];
    if (look === undefined || !("kind" in look)) throw new Error("nothing to do");
    const failure = { kind: "retry", message: "no scope", nowMs: START } as const;
    const tries = withFailure(undefined, { ...look, kind: "look-at-meeting" }, failure);
    expect(kindAt(START, { meeting, tries })).toBe("start-livestream");
  });

  it("is asked for at most once a minute, and never given up in its window", () => {
    let known: Known = { meeting, session: session(), lookedMs: START };
    const asked: number[] = [];
    for (let nowMs = START; nowMs < window.toMs; nowMs += 1_000) {
      known = { ...known, lookedMs: nowMs };
      if (kindAt(nowMs, known) !== "start-livestream") continue;
      known = afterStart(known, nowMs);
      asked.push(nowMs);
    }
    const gaps = asked.slice(1).map((atMs, i) => atMs - (asked[i] ?? 0));
    expect(gaps.slice(0, 3)).toEqual([30_000, START_AGAIN_MS, START_AGAIN_MS]);
    expect(asked.length).toBeGreaterThan(58);
  });

  it("is not asked for again while it is on, or its picture comes", () => {
    const on = session({ livestream: "on", asks: 1 });
    expect(kindAt(START + 1, { meeting, session: on, lookedMs: START })).toBe("wait");
    const asked = afterStart({ meeting, session: session() }, START);
    const seen = afterLook(asked, { isGoingOn: true, isReceived: true, atMs: START + 20_000 });
    expect(seen.session?.livestream).toBe("on");
    // Nobody told of its end, but no picture has come for a minute.
    const later = START + 20_000 + START_AGAIN_MS;
    const lost = afterLook(seen, { isGoingOn: true, isReceived: false, atMs: later });
    expect(kindAt(later, lost)).toBe("start-livestream");
    // The vendor's word that it ended counts, though a picture was seen to arrive a moment after it was spoken.
    const stopped = afterNews(seen, news("livestream-stopped", START + 19_000));
    expect(stopped.session?.livestream).toBe("off");
  });

  it("takes no meeting for alive that is not, however its end was lost", () => {
    const known = { meeting, session: session({ livestream: "on" }) };
    const looked = afterLook(known, { isGoingOn: false, isReceived: undefined, atMs: START + 60_000 });
    expect(looked.session).toBeUndefined();
    // It began while we asked: the news is newer than the answer.
    const begun = { meeting, session: session({ startedMs: START + 60_001 }) };
    const late = afterLook(begun, { isGoingOn: false, isReceived: undefined, atMs: START + 60_000 });
    expect(late.session).toEqual(begun.session);
  });

  it("an end that is told an hour late does not end what was seen to go on since", () => {
    const seen = afterLook(
      { meeting, session: session() },
      {
        isGoingOn: true,
        isReceived: undefined,
        atMs: START + 60_000,
      },
    );
    expect(afterNews(seen, news("ended", START + 59_000)).session).toBeDefined();
    expect(afterNews(seen, news("ended", START + 61_000)).session).toBeUndefined();
    expect(afterNews(seen, news("started", START + 30_000)).session).toEqual(seen.session);
  });

  it("whatever is told, found, accepted and lost, there is always a next look or start in the window", () => {
    const at = fc.integer({ min: 0, max: 3_000 }).map((seconds) => START + seconds * 1000);
    const told = fc
      .tuple(fc.constantFrom("started", "ended", "livestream-started", "livestream-stopped"), at)
      .map(
        ([kind, atMs]) =>
          (known: Known) =>
            afterNews(known, news(kind, atMs)),
      );
    const found = fc
      .record({ isGoingOn: fc.boolean(), isReceived: fc.constantFrom(true, false, undefined), atMs: at })
      .map((seen) => (known: Known) => afterLook(known, seen));
    const started = at.map((atMs) => (known: Known) => afterStart(known, atMs));
    fc.assert(
      fc.property(fc.array(fc.oneof(told, found, started)), (changes) => {
        const known = changes.reduce<Known>((state, change) => change(state), { meeting });
        const nowMs = START + 3_001_000;
        const steps = goingLiveSteps({ window, nowMs }, known);
        expect(steps.length).toBeGreaterThan(0);
        for (const step of steps)
          if (step.kind === "wait") expect(step.untilMs - nowMs).toBeLessThanOrEqual(START_AGAIN_MS);
      }),
    );
  });
});

describe("what people are told meanwhile", () => {
  it("is told as soon as it is to be told", () => {
    const found = {
      meeting,
      session: session({ isFound: true, livestream: "on" as const }),
      lookedMs: START,
    };
    expect(stepAt(START, found)).toContainEqual({ kind: "wait", untilMs: START + 10_000 });
    expect(stepAt(START - 5_000, { meeting, lookedMs: START - 5_000 })).toContainEqual({
      kind: "wait",
      untilMs: START,
    });
  });

  const problemAt = (nowMs: number, known: Known): string | undefined =>
    goingLiveProblem({ window, nowMs }, known)?.message;

  it("nothing outside the window, and nothing while all is well", () => {
    const found = { meeting, session: session({ isFound: true }), lookedMs: START };
    expect(problemAt(window.toMs, found)).toBeUndefined();
    expect(problemAt(START - 1, { meeting, lookedMs: START - 1 })).toBeUndefined();
    const on = { meeting, session: session({ livestream: "on" }), lookedMs: START };
    expect(problemAt(START + 60_000, on)).toBeUndefined();
  });

  it("what is wrong, in words", () => {
    expect(problemAt(START, { meeting, lookedMs: START })).toContain("nobody is in its meeting");
    const found = { meeting, session: session({ isFound: true, livestream: "on" }), lookedMs: START };
    expect(problemAt(START + 10_000, found)).toContain("no webhook told so");
    const asked = { meeting, session: session({ livestream: "asked", asks: 2 }) };
    expect(problemAt(START, asked)).toContain("nobody has told that it is on");
    const tries = withFailure(
      undefined,
      { kind: "start-livestream" },
      {
        kind: "retry",
        message: "Zoom answers 4711: no scope",
        nowMs: START,
      },
    );
    expect(problemAt(START, { meeting, session: session(), tries })).toContain("no scope.");
  });
});
