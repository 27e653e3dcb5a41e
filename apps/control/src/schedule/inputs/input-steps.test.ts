import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Known } from "../steps/known.ts";
import type { Asked } from "../steps/step.ts";
import { goingLiveSteps } from "../steps/going-live.ts";
import { meetingSteps } from "../steps/meeting-steps.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { inputSteps, isKeyDue } from "./input-steps.ts";

const START = 1_800_000_000_000;
const marker = { station: "https://tv.test", space: "space", environment: "master", entry: "e1" };
const meeting = { id: "9", host: "h", meetingKey: "m1", joinUrl: "j", passcode: "p" };
const input = { id: "i1", playback: "https://c.test/i1/manifest/video.m3u8", rotations: 0 };
const window = {
  fromMs: START - 600_000,
  startMs: START,
  toMs: START + 3600_000,
  room: "i-e1",
  look: { layout: "speaker", showsName: false },
} as const;
const session = { startedMs: START, heardMs: START, livestream: "on", asks: 0 } as const;
const wish: MeetingWish = {
  host: "h",
  wishedHost: "h",
  room: "i-e1",
  topic: "Show",
  agenda: "",
  marker,
  start: START / 1000,
  end: START / 1000 + 1800,
  timezone: "Europe/Berlin",
  alternativeHosts: [],
  livestreamUntil: START / 1000 + 3600,
  meetingKey: "m1",
  livestreamKey: "l1",
};

const asked = (nowMs: number, over: Partial<Asked> = {}): Asked => ({
  presence: "published",
  revision: 1,
  invites: { kind: "keep" },
  linksKey: "k",
  privateKey: "",
  meeting: { kind: "wanted", wish },
  input: { kind: "wanted", wish: { marker, made: 0 } },
  window,
  nowMs,
  ...over,
});
const kinds = (of: Asked, known: Known): string[] => inputSteps(of, known).map(({ kind }) => kind);

describe("the live input of an airing", () => {
  it("is made, and given a token before its window opens", () => {
    expect(kinds(asked(START - 9e6), {})).toEqual(["create-input"]);
    expect(inputSteps(asked(START - 9e6), { input })).toEqual([
      { kind: "wait", untilMs: window.fromMs - 600_000 },
    ]);
    expect(inputSteps(asked(START - 1_200_000), { input })).toEqual([
      { kind: "make-token", input: "i1", until: window.toMs / 1000 },
    ]);
  });

  it("has its token renewed an hour before it ends, when its show outlasts it", () => {
    const token = { value: "t", expires: START / 1000 + 5000 };
    const later = { ...window, toMs: START + 9e6 };
    const known = { input: { ...input, token } };
    expect(inputSteps(asked(START, { window }), known)).toEqual([]);
    expect(inputSteps(asked(START, { window: later }), known)).toEqual([
      { kind: "wait", untilMs: START + 1_400_000 },
    ]);
    expect(kinds(asked(START + 1_400_000, { window: later }), known)).toEqual(["make-token"]);
  });

  it("is left alone where live inputs are not set up, and goes when nobody wants it any more", () => {
    expect(kinds(asked(START, { input: { kind: "keep" } }), { input })).toEqual([]);
    const unwanted = { input: { kind: "none", fromMs: START + 1 } } as const;
    expect(kinds(asked(START, unwanted), {})).toEqual([]);
    expect(inputSteps(asked(START, unwanted), { input })).toEqual([{ kind: "wait", untilMs: START + 1 }]);
    expect(kinds(asked(START + 1, unwanted), { input })).toEqual(["delete-input"]);
  });

  it("gets another key when another meeting was given it, but never under a show that may be on air", () => {
    const known: Known = { meeting, input: { ...input, givenTo: "8" } };
    expect(isKeyDue(asked(window.fromMs - 1), known)).toBe(true);
    expect(isKeyDue(asked(window.fromMs), known)).toBe(false);
    expect(isKeyDue(asked(window.fromMs - 1), { meeting, input: { ...input, givenTo: "9" } })).toBe(false);
    expect(isKeyDue(asked(window.fromMs - 1), { meeting, input })).toBe(false);
    // A producer who asks for it knows what is on air.
    expect(isKeyDue(asked(START), { meeting, input: { ...input, isKeyUnwanted: true } })).toBe(true);
  });

  it("is started with no key that is about to be changed", () => {
    const known = (isKeyUnwanted: boolean): Known => ({
      meeting: { ...meeting, livestreamKey: "l1" },
      input: { ...input, ...(isKeyUnwanted ? { isKeyUnwanted: true as const } : {}) },
      session: { ...session, livestream: "off" },
      lookedMs: START,
    });
    const first = (of: Known): string | undefined => goingLiveSteps({ window, nowMs: START }, of)[0]?.kind;
    expect(first(known(false))).toBe("start-livestream");
    expect(first(known(true))).toBe("wait");
  });

  it("is looked at when no picture comes although its livestream was asked for twice", () => {
    const token = { value: "t", expires: window.toMs / 1000 };
    const known = (asks: number, lookedMs?: number): Known => ({
      session: { ...session, livestream: "asked", asks },
      input: { ...input, token, ...(lookedMs === undefined ? {} : { lookedMs }) },
    });
    expect(kinds(asked(START), known(1))).toEqual([]);
    expect(kinds(asked(START), known(2))).toEqual(["look-at-input"]);
    expect(inputSteps(asked(START), known(3, START))).toEqual([{ kind: "wait", untilMs: START + 60_000 }]);
  });

  it("is what a meeting is pointed at, once it is there and its key will last", () => {
    const points = (known: Known, over: Partial<MeetingWish> = {}): boolean =>
      meetingSteps(
        asked(START - 9e6, { meeting: { kind: "wanted", wish: { ...wish, ...over } } }),
        known,
      ).some(({ kind }) => kind === "set-livestream");
    expect(points({ meeting }, { livestreamKey: "" })).toBe(false);
    expect(points({ meeting, input })).toBe(true);
    const givenAway = { ...input, givenTo: "8" };
    expect(points({ meeting, input: givenAway })).toBe(false);
    // A key that cannot be changed is better than none.
    const tries = { "rotate-key": { asked: "", attempt: 1, message: "no" } };
    expect(points({ meeting, input: givenAway, tries })).toBe(true);
  });

  it("never is asked for twice at one time, and never deleted while it is wanted", () => {
    const inputArb = fc.record(
      {
        id: fc.constant("i1"),
        playback: fc.constant(input.playback),
        rotations: fc.nat(3),
        givenTo: fc.constantFrom("8", "9"),
        isKeyUnwanted: fc.constant(true as const),
        token: fc.record({
          value: fc.constant("t"),
          expires: fc.integer({ min: START / 1000 - 9000, max: START / 1000 + 9000 }),
        }),
      },
      { requiredKeys: ["id", "playback", "rotations"] },
    );
    const knownArb: fc.Arbitrary<Known> = fc.record(
      { meeting: fc.constant(meeting), input: inputArb, session: fc.constant(session) },
      { requiredKeys: [] },
    );
    const nowArb = fc.integer({ min: START - 9e6, max: START + 9e6 });
    fc.assert(
      fc.property(knownArb, nowArb, (known, nowMs) => {
        const steps = kinds(asked(nowMs), known);
        expect(steps.includes("create-input")).toBe(known.input === undefined);
        expect(steps).not.toContain("delete-input");
        expect(new Set(steps).size).toBe(steps.length);
      }),
    );
  });
});
