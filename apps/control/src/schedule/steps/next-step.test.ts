import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterStop } from "./going-live.ts";
import type { Known } from "./known.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { faultsOf, LANES, nextDueMs, nextStep, unfinished, type Lane } from "./next-step.ts";
import type { Desired, Step } from "./step.ts";
import { withFailure } from "./tries.ts";

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
  alternativeHosts: [],
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
const inputWish = { marker: wish.marker, made: 0 };
const look = { layout: "speaker", showsName: false } as const;
const UNWANTED = { kind: "none", fromMs: NOW } as const;
const desired: Desired = {
  presence: "published",
  revision: 1,
  invites: { kind: "keep" },
  linksKey: "k1",
  privateKey: "p1",
  meeting: { kind: "wanted", wish },
  input: { kind: "keep" },
  window: undefined,
  outlook: { state: "ready", warnings: [] },
  writesBack: true,
  nowMs: NOW,
};

/** A world in which every step succeeds, but those of these kinds. */
function done(step: Step, known: Known, broken: readonly Step["kind"][]): Known {
  const { meeting } = known;
  if (broken.includes(step.kind)) {
    const failure = { kind: "fault", message: "no", nowMs: NOW } as const;
    return { ...known, tries: withFailure(known.tries, step, failure) };
  }
  const changed = (change: Partial<typeof meeting>): Known =>
    meeting === undefined ? known : { ...known, meeting: { ...meeting, ...change } };
  switch (step.kind) {
    case "resolve-links":
      return { ...known, linksKey: "k1" };
    case "read-private":
      return { ...known, privateKey: step.privateKey };
    case "create-meeting":
      return {
        ...known,
        meeting: { id: "9", host: step.wish.host, meetingKey: "m1", joinUrl: "j", passcode: "p" },
      };
    case "read-meeting":
      return changed({ joinUrl: "j", passcode: "p" });
    case "update-meeting":
      return changed({ meetingKey: step.wish.meetingKey });
    case "set-livestream":
      return changed({ livestreamKey: step.wish.livestreamKey });
    case "fetch-invitation":
      return changed({ invitation: { meetingKey: step.meetingKey, text: "i" } });
    case "delete-meeting": {
      const { meeting: _gone, session: _over, ...rest } = known;
      return rest;
    }
    case "stop-former":
      return { ...known, former: known.former?.map((each) => ({ ...each, isStopped: true as const })) };
    case "delete-former": {
      const { former: _gone, ...rest } = known;
      return rest;
    }
    case "delete-lost": {
      const { maybeMade: _gone, ...rest } = known;
      return rest;
    }
    case "create-input":
      return {
        ...known,
        input: { id: "i1", playback: "https://c.test/i1/manifest/video.m3u8", rotations: 0 },
      };
    case "rotate-key": {
      const { isKeyUnwanted: _unwanted, givenTo: _given, ...input } = known.input!;
      const { livestreamKey: _key, ...unpointed } = meeting ?? { livestreamKey: "" };
      const pointless = meeting === undefined ? {} : { meeting: { ...meeting, ...unpointed } };
      return { ...known, ...pointless, input: { ...input, rotations: step.rotations + 1 } };
    }
    case "make-token":
      return { ...known, input: { ...known.input!, token: { value: "t", expires: step.until } } };
    case "look-at-input":
      return { ...known, input: { ...known.input!, lookedMs: NOW } };
    case "delete-input": {
      const { input: _gone, ...rest } = known;
      return rest;
    }
    case "write-back":
      return { ...known, entry: { saidKey: step.key, spacedMs: NOW } };
    case "stop-livestream":
      return afterStop(known, NOW);
    case "look-at-meeting":
    case "start-livestream":
    case "note-invites":
    case "begin-mail":
    case "send-mail":
    default:
      return known;
  }
}

/** Takes steps until no lane has one, those of the lanes in this order. */
function walk(
  from: Desired,
  known: Known,
  o: { broken?: readonly Step["kind"][]; lanes?: readonly Lane[] } = {},
): { steps: Step["kind"][]; known: Known; isAtRest: boolean } {
  const steps: Step["kind"][] = [];
  let state = known;
  for (let i = 0; i < 60; i += 1) {
    const step = (o.lanes ?? LANES)
      .map((lane) => nextStep(from, state, lane))
      .find((each): each is Step => each.kind !== "done" && each.kind !== "wait");
    if (step === undefined) return { steps, known: state, isAtRest: true };
    steps.push(step.kind);
    state = done(step, state, o.broken ?? []);
  }
  return { steps, known: state, isAtRest: false };
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
const sessionArb = fc.record({
  startedMs: fc.constant(NOW - 60_000),
  heardMs: fc.constant(0),
  livestream: fc.constantFrom("off" as const, "asked" as const, "on" as const),
  asks: fc.integer({ min: 0, max: 9 }),
});
const inputArb = fc.record(
  {
    id: fc.constant("i1"),
    playback: fc.constant("https://c.test/i1/manifest/video.m3u8"),
    rotations: fc.constant(0),
    givenTo: fc.constantFrom("9", "8"),
    isKeyUnwanted: fc.constant(true as const),
  },
  { requiredKeys: ["id", "playback", "rotations"] },
);
const KINDS = [
  "resolve-links",
  "read-private",
  "create-meeting",
  "update-meeting",
  "set-livestream",
  "fetch-invitation",
  "delete-meeting",
  "create-input",
  "rotate-key",
  "delete-input",
  "write-back",
] as const;
const knownArb: fc.Arbitrary<Known> = fc.record(
  {
    linksKey: fc.constantFrom("k0", "k1"),
    privateKey: fc.constantFrom("p0", "p1"),
    linkProblem: fc.constant({ message: "no room" }),
    meeting: meetingArb,
    input: inputArb,
    maybeMade: fc.constant({ host: "host@station.test", topic: "Morning show", start: wish.start }),
    session: sessionArb,
    entry: fc.constantFrom({ saidKey: "x", spacedMs: 0 }, { spacedMs: NOW }),
  },
  { requiredKeys: [] },
);
const desiredArb: fc.Arbitrary<Desired> = fc.record({
  presence: fc.constantFrom("published" as const, "withdrawn" as const, "deleted" as const),
  revision: fc.constant(1),
  invites: fc.constant({ kind: "keep" as const }),
  linksKey: fc.constant("k1"),
  privateKey: fc.constantFrom("p1", undefined),
  meeting: fc.constantFrom<Desired["meeting"]>(
    { kind: "wanted", wish },
    UNWANTED,
    { kind: "keep" },
    { kind: "not-yet" },
  ),
  input: fc.constantFrom<Desired["input"]>({ kind: "wanted", wish: inputWish }, UNWANTED, { kind: "keep" }),
  window: fc.constant(undefined),
  outlook: fc.constantFrom<Desired["outlook"]>({ state: "ready", warnings: [] }, BAD),
  writesBack: fc.boolean(),
  nowMs: fc.constant(NOW),
});

describe("nextStep", () => {
  it("makes a meeting, points it, fetches its invitation and writes back once", () => {
    const all = [
      "resolve-links",
      "read-private",
      "create-meeting",
      "set-livestream",
      "fetch-invitation",
      "write-back",
    ];
    expect(walk(desired, {}).steps).toEqual(all);
  });

  it("does nothing the second time", () => {
    const { known } = walk(desired, {});
    expect(walk(desired, known).steps).toEqual([]);
    expect(nextDueMs(desired, known)).toBeUndefined();
  });

  it("changes the meeting only when what it is made of changes", () => {
    const { known } = walk(desired, {});
    const moved: Desired = { ...desired, meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m2" } } };
    expect(walk(moved, known).steps).toEqual(["update-meeting", "fetch-invitation"]);
    const longer: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, livestreamKey: "l2" } },
    };
    expect(walk(longer, known).steps).toEqual(["set-livestream"]);
  });

  it("leaves the meeting alone while its studio is not known", () => {
    const { known } = walk(desired, {});
    expect(walk({ ...desired, meeting: { kind: "not-yet" } }, known).steps).toEqual([]);
  });

  it("deletes the meeting of what was withdrawn, and says so in the entry", () => {
    const { known } = walk(desired, {});
    const withdrawn: Desired = { ...desired, presence: "withdrawn", meeting: UNWANTED };
    expect(walk(withdrawn, known).steps).toEqual(["delete-meeting", "write-back"]);
    expect(walk({ ...withdrawn, presence: "deleted" }, known).steps).toEqual(["delete-meeting"]);
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
    const first = nextStep(withdrawn, known, "entry");
    expect("content" in first && first.content).toEqual({
      provisionState: "cancelled",
      provisionWarnings: "kept",
    });
    const told = walk(withdrawn, known);
    expect(told.steps).toEqual(["write-back"]);
    expect(nextDueMs(withdrawn, told.known)).toBe(NOW + 1000);
    expect(walk({ ...withdrawn, nowMs: NOW + 1000 }, told.known).steps).toEqual(["delete-meeting"]);
    expect(walk(desired, told.known).steps).toEqual(["write-back"]);
  });

  it("does not touch the livestream of a show that is being sent", () => {
    const { known } = walk(desired, {});
    const session = { startedMs: NOW, heardMs: NOW, livestream: "on", asks: 1 } as const;
    const longer: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, livestreamKey: "l2" } },
      window: { fromMs: NOW - 1, startMs: NOW, toMs: NOW + 1, room: "studio", look },
    };
    expect(nextStep(longer, { ...known, session }, "meeting").kind).toBe("done");
    expect(nextStep(longer, known, "meeting").kind).toBe("set-livestream");
    // A session outside the window is one whose end was lost.
    const earlier: Desired = { ...longer, window: { fromMs: 1, startMs: 2, toMs: 3, room: "studio", look } };
    expect(nextStep(earlier, { ...known, session }, "meeting").kind).toBe("set-livestream");
  });

  it("changes the meeting once in a while, at once where it is needed to go live", () => {
    const { known } = walk(desired, {});
    const meeting = known.meeting && { ...known.meeting, changedMs: NOW - 10_000 };
    const both: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m2", livestreamKey: "l2" } },
    };
    const changed: Known = { ...known, ...(meeting && { meeting }) };
    expect(nextStep(both, changed, "meeting")).toEqual({ kind: "wait", untilMs: NOW + 20_000 });
    expect(nextStep({ ...both, nowMs: NOW + 20_000 }, changed, "meeting").kind).toBe("update-meeting");
    const from = (fromMs: number): Desired => ({
      ...both,
      window: { fromMs, startMs: NOW + 9e5, toMs: NOW + 9e6, room: "studio", look },
    });
    expect(nextStep(from(NOW + 5_000), changed, "meeting")).toEqual({ kind: "wait", untilMs: NOW + 5_000 });
    expect(nextStep(from(NOW), changed, "meeting").kind).toBe("set-livestream");
    // That once. What is needed again and again waits like everything.
    const early: Known = { ...known, ...(meeting && { meeting: { ...meeting, changedMs: NOW + 20_000 } }) };
    expect(nextStep(from(NOW), early, "meeting")).toEqual({ kind: "wait", untilMs: NOW + 20_000 });
  });

  it("tries a step that failed again in its time, and meanwhile does the others", () => {
    const { known } = walk(desired, {});
    const moved: Desired = {
      ...desired,
      meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m2", livestreamKey: "l2" } },
    };
    const step = nextStep(moved, known, "meeting");
    if (step.kind !== "update-meeting") throw new Error(step.kind);
    const tries = withFailure(undefined, step, {
      kind: "retry",
      message: "busy",
      askedMs: 9_000,
      nowMs: NOW,
    });
    expect(nextStep(moved, { ...known, tries }, "meeting").kind).toBe("set-livestream");
    const rest = walk(moved, { ...known, tries });
    expect(rest.steps).toEqual(["set-livestream"]);
    expect(nextDueMs(moved, rest.known)).toBe(NOW + 9_000);
    expect(walk({ ...moved, nowMs: NOW + 9_000 }, rest.known).steps).toEqual([
      "update-meeting",
      "fetch-invitation",
    ]);
    // What failed says nothing of another wish.
    const again: Desired = { ...moved, meeting: { kind: "wanted", wish: { ...wish, meetingKey: "m3" } } };
    expect(walk(again, rest.known).steps[0]).toBe("update-meeting");
  });

  it("tells people of a fault once, and leaves the rest alone", () => {
    const { steps, known } = walk(
      desired,
      { linksKey: "k1", privateKey: "p1" },
      { broken: ["create-meeting"] },
    );
    expect(steps).toEqual(["create-meeting", "write-back"]);
    expect(faultsOf(desired, known)).toEqual([{ step: "create-meeting", message: "no" }]);
    expect(known.entry?.saidKey).toContain("pending");
    expect(unfinished(desired, known)).toMatchObject([
      { step: "create-meeting", tried: { message: "no", attempt: 1 } },
    ]);
  });

  it("a fault of any steps keeps no other step from being tried", () => {
    fc.assert(
      fc.property(
        fc.subarray([...KINDS]),
        fc.shuffledSubarray([...LANES], { minLength: LANES.length }),
        (broken, lanes) => {
          const { steps, isAtRest } = walk(desired, {}, { broken, lanes });
          expect(isAtRest).toBe(true);
          const ofMeeting = ["set-livestream", "fetch-invitation"] as const;
          const expected = broken.includes("create-meeting") ? [] : ofMeeting;
          expect(steps).toEqual(
            expect.arrayContaining(["resolve-links", "create-meeting", ...expected, "write-back"]),
          );
        },
      ),
    );
  });

  it("comes to rest from wherever it stands, in whatever order, whatever fails, and then stays there", () => {
    const lanesArb = fc.shuffledSubarray([...LANES], { minLength: LANES.length });
    fc.assert(
      fc.property(desiredArb, knownArb, fc.subarray([...KINDS]), lanesArb, (from, known, broken, lanes) => {
        const end = walk(from, known, { broken, lanes });
        expect(end.isAtRest).toBe(true);
        expect(walk({ ...from, nowMs: NOW + 3600_000 }, end.known).steps).toEqual([]);
        for (const kind of new Set(end.steps))
          expect(end.steps.filter((step) => step === kind).length).toBeLessThanOrEqual(
            kind === "write-back" ? 2 : 1,
          );
      }),
    );
  });

  it("writes no secret but those meant for the entry", () => {
    const { known } = walk(desired, {});
    const step = nextStep({ ...desired, outlook: BAD }, known, "entry");
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
