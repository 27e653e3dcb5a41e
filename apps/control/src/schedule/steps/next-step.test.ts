import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Known } from "./known.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { LIVESTREAM_ANSWER_MS, MAX_LIVESTREAM_ASKS, nextStep, type Desired, type Step } from "./next-step.ts";

const NOW = 1_800_000_000_000;
const BAD: Desired["outlook"] = {
  state: "failed",
  problem: { code: "field-wrong", message: "bad" },
  warnings: [{ code: "ends-early", message: "short" }],
};
const wish: MeetingWish = {
  host: "host@station.test",
  wishedHost: "host@station.test",
  room: "studio",
  topic: "Morning show",
  agenda: "",
  marker: { station: "https://tv.test", space: "space", environment: "master", entry: "e1" },
  start: 1_800_003_600,
  end: 1_800_007_200,
  timezone: "Europe/Berlin",
  livestreamUntil: 9_000_000_000,
  meetingKey: "m1",
  livestreamKey: "l1",
};
const UNWANTED = { kind: "none", fromMs: NOW } as const;
const desired: Desired = {
  presence: "published",
  linksKey: "k1",
  meeting: { kind: "wanted", wish },
  outlook: { state: "ready", warnings: [] },
  writesBack: true,
  nowMs: NOW,
};

/** A world in which every step succeeds. */
function done(step: Step, known: Known, nowMs: number): Known {
  const { meeting, session } = known;
  switch (step.kind) {
    case "resolve-links":
      return { ...known, linksKey: "k1" };
    case "create-meeting":
      return {
        ...known,
        meeting: { id: "9", host: step.wish.host, meetingKey: "m1", joinUrl: "j", passcode: "p" },
      };
    case "update-meeting":
      return meeting === undefined
        ? known
        : { ...known, meeting: { ...meeting, meetingKey: step.wish.meetingKey } };
    case "set-livestream":
      return meeting === undefined
        ? known
        : { ...known, meeting: { ...meeting, livestreamKey: step.wish.livestreamKey } };
    case "fetch-invitation":
      return meeting === undefined
        ? known
        : { ...known, meeting: { ...meeting, invitation: { meetingKey: step.meetingKey, text: "i" } } };
    case "delete-meeting": {
      const { meeting: _gone, session: _over, ...rest } = known;
      return rest;
    }
    case "start-livestream":
      return session === undefined
        ? known
        : { ...known, session: { ...session, livestream: "asked", askedMs: nowMs, asks: session.asks + 1 } };
    case "write-back":
      return { ...known, writtenKey: step.writtenKey };
    case "wait":
    case "done":
    default:
      return known;
  }
}

function walk(from: Desired, known: Known): { steps: Step["kind"][]; known: Known } {
  const steps: Step["kind"][] = [];
  let state = known;
  let nowMs = from.nowMs;
  for (let i = 0; i < 60; i += 1) {
    const step = nextStep({ ...from, nowMs }, state);
    steps.push(step.kind);
    if (step.kind === "done") break;
    if (step.kind === "wait") nowMs = step.untilMs;
    state = done(step, state, nowMs);
  }
  return { steps, known: state };
}

const text = fc.constantFrom("", "m1", "l1", "old");
const meetingArb = fc.record(
  {
    id: fc.constant("9"),
    host: fc.constantFrom("host@station.test", "other@station.test"),
    meetingKey: text,
    joinUrl: fc.constant("j"),
    passcode: fc.constant("p"),
    livestreamKey: text,
    invitation: fc.record({ meetingKey: text, text: fc.constant("i") }),
  },
  { requiredKeys: ["id", "host", "meetingKey", "joinUrl", "passcode"] },
);
const sessionArb = fc.record(
  {
    startedMs: fc.constant(NOW - 60_000),
    heardMs: fc.constant(0),
    livestream: fc.constantFrom("off" as const, "asked" as const, "on" as const),
    askedMs: fc.integer({ min: NOW - 100_000, max: NOW }),
    asks: fc.integer({ min: 0, max: MAX_LIVESTREAM_ASKS + 1 }),
  },
  { requiredKeys: ["startedMs", "heardMs", "livestream", "asks"] },
);
const knownArb: fc.Arbitrary<Known> = fc.record(
  {
    linksKey: fc.constantFrom("k0", "k1"),
    linkProblem: fc.constant({ message: "no room" }),
    meeting: meetingArb,
    session: sessionArb,
    writtenKey: fc.constantFrom("x", "y"),
    fault: fc.record({ step: fc.constantFrom("create-meeting", "write-back"), message: fc.constant("no") }),
  },
  { requiredKeys: [] },
);
const desiredArb: fc.Arbitrary<Desired> = fc.record({
  presence: fc.constantFrom("published" as const, "withdrawn" as const, "deleted" as const),
  linksKey: fc.constant("k1"),
  meeting: fc.constantFrom<Desired["meeting"]>({ kind: "wanted", wish }, UNWANTED, { kind: "keep" }),
  outlook: fc.constantFrom<Desired["outlook"]>({ state: "ready", warnings: [] }, BAD),
  writesBack: fc.boolean(),
  nowMs: fc.constant(NOW),
});

describe("nextStep", () => {
  it("makes a meeting, points it, fetches its invitation and writes back", () => {
    expect(walk(desired, {}).steps).toEqual([
      "resolve-links",
      "create-meeting",
      "set-livestream",
      "fetch-invitation",
      "write-back",
      "done",
    ]);
  });

  it("does nothing the second time", () => {
    const { known } = walk(desired, {});
    expect(walk(desired, known).steps).toEqual(["done"]);
  });

  it("changes the meeting only when what it is made of changes", () => {
    const { known } = walk(desired, {});
    const moved: Desired = { ...desired, meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m2" } } };
    expect(walk(moved, known).steps).toEqual(["update-meeting", "fetch-invitation", "done"]);
    const longer: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, livestreamKey: "l2" } },
    };
    expect(walk(longer, known).steps).toEqual(["set-livestream", "done"]);
  });

  it("deletes the meeting of what was withdrawn, and says so in the entry", () => {
    const { known } = walk(desired, {});
    const withdrawn: Desired = { ...desired, presence: "withdrawn", meeting: UNWANTED };
    expect(walk(withdrawn, known).steps).toEqual(["delete-meeting", "write-back", "done"]);
    expect(walk({ ...withdrawn, presence: "deleted" }, known).steps).toEqual(["delete-meeting", "done"]);
  });

  it("keeps the meeting of what was withdrawn for a while, says so without its link, and keeps it for good when it is wanted again", () => {
    const { known } = walk(desired, {});
    const kept = { ...UNWANTED, fromMs: NOW + 1000 };
    const outlook = { state: "cancelled", warnings: [{ code: "meeting-kept", message: "kept" }] } as const;
    const withdrawn: Desired = {
      ...desired,
      presence: "withdrawn",
      meeting: kept,
      outlook: { ...outlook, warnings: [...outlook.warnings] },
    };
    const first = nextStep(withdrawn, known);
    expect(first).toMatchObject({ kind: "write-back" });
    expect("content" in first && first.content).toEqual({
      provisionState: "cancelled",
      provisionWarnings: "kept",
    });
    const told = done(first, known, NOW);
    expect(nextStep(withdrawn, told)).toEqual({ kind: "wait", untilMs: NOW + 1000 });
    expect(walk(withdrawn, told).steps).toEqual(["wait", "delete-meeting", "done"]);
    expect(walk(desired, told).steps).toEqual(["write-back", "done"]);
  });

  it("starts the livestream as soon as the meeting runs, before anything that can wait", () => {
    const { known } = walk(desired, {});
    const session = { startedMs: NOW, heardMs: 0, livestream: "off", asks: 0 } as const;
    const moved: Desired = { ...desired, meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m2" } } };
    expect(nextStep(moved, { ...known, session })).toMatchObject({ kind: "start-livestream", id: "9" });
  });

  it("does not touch the livestream of a show that is being sent", () => {
    const { known } = walk(desired, {});
    const session = { startedMs: NOW, heardMs: NOW, livestream: "on", asks: 1 } as const;
    const longer: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, livestreamKey: "l2" } },
    };
    expect(walk(longer, { ...known, session }).steps).toEqual(["done"]);
    expect(walk(longer, known).steps).toEqual(["set-livestream", "done"]);
  });

  it("asks again when Zoom accepted but nothing came, and gives up in the end", () => {
    const { known } = walk(desired, {});
    const session = { startedMs: NOW, heardMs: 0, livestream: "asked", askedMs: NOW, asks: 1 } as const;
    expect(nextStep(desired, { ...known, session })).toEqual({
      kind: "wait",
      untilMs: NOW + LIVESTREAM_ANSWER_MS,
    });
    const { steps } = walk(desired, { ...known, session });
    expect(steps.filter((step) => step === "start-livestream")).toHaveLength(MAX_LIVESTREAM_ASKS - 1);
    expect(steps.at(-1)).toBe("done");
  });

  it("tells people of a fault once, and leaves the rest alone", () => {
    const known: Known = { linksKey: "k1", fault: { step: "create-meeting", message: "no scope" } };
    expect(walk(desired, known).steps).toEqual(["write-back", "done"]);
  });

  it("comes to done from wherever it stands, and then stays there", () => {
    fc.assert(
      fc.property(desiredArb, knownArb, (from, known) => {
        const end = walk(from, known);
        expect(end.steps.at(-1)).toBe("done");
        expect(walk({ ...from, nowMs: NOW + 3600_000 }, end.known).steps).toEqual(["done"]);
      }),
    );
  });

  it("never does the same step twice in a row for the same reason, but ask for the livestream", () => {
    fc.assert(
      fc.property(desiredArb, knownArb, (from, known) => {
        const steps = walk(from, known).steps.filter(
          (step) => step !== "start-livestream" && step !== "wait",
        );
        for (const kind of new Set(steps)) expect(steps.filter((step) => step === kind)).toHaveLength(1);
      }),
    );
  });

  it("writes no secret but those meant for the entry", () => {
    const { known } = walk(desired, {});
    const step = nextStep({ ...desired, outlook: BAD }, known);
    expect(step.kind === "write-back" && Object.keys(step.content).sort()).toEqual([
      "invitation",
      "joinUrl",
      "meetingId",
      "passcode",
      "provisionError",
      "provisionState",
      "provisionWarnings",
    ]);
  });
});
