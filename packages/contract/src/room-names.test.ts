import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { AiringId, RoomId } from "./names.ts";
import {
  encoderOfRoom,
  isInputRoom,
  isMeetingRoom,
  isTrialRoom,
  kindOfRoom,
  roomOfAiring,
  roomOfEncoder,
  roomOfTrial,
} from "./room-names.ts";

const id = fc.stringMatching(/^[a-zA-Z0-9-_.]{1,64}$/);

describe("the room of an airing", () => {
  it("has the name of a simple id", () => {
    expect(roomOfAiring("show1", "live")).toBe("e-show1");
    expect(roomOfAiring("show1", "remote")).toBe("r-show1");
  });

  it("is another one for ids that differ in case or punctuation alone", () => {
    const ids = ["Show.1", "show.1", "show-1", "show_1", "SHOW-1", "show--1", "s-how-1", "show1", "-show1"];
    expect(new Set(ids.map((each) => roomOfAiring(each, "live"))).size).toBe(ids.length);
  });

  it("is another one for every two ids, and fits where names of rooms stand", () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        const [first, second] = [roomOfAiring(AiringId.parse(a), "live"), roomOfAiring(b, "live")];
        expect(RoomId.parse(first)).toBe(first);
        expect(first === second).toBe(a === b);
      }),
    );
    expect(RoomId.safeParse(roomOfAiring("A".repeat(64), "live")).success).toBe(true);
  });

  it("never is the room of an encoder or of a pulled airing, and each tells its kind", () => {
    fc.assert(
      fc.property(id, (airing) => {
        expect(kindOfRoom(roomOfAiring(airing, "live"))).toBe("live");
        expect(kindOfRoom(roomOfAiring(airing, "remote"))).toBe("remote");
        expect(kindOfRoom(roomOfAiring(airing, "input"))).toBe("remote");
        const kinds = ["live", "input", "remote"] as const;
        expect(kinds.map((kind) => isMeetingRoom(roomOfAiring(airing, kind)))).toEqual([true, true, false]);
        expect(kinds.map((kind) => isInputRoom(roomOfAiring(airing, kind)))).toEqual([false, true, false]);
      }),
    );
    expect(isMeetingRoom(roomOfEncoder("desk"))).toBe(false);
    expect(kindOfRoom(roomOfEncoder("desk"))).toBe("encoder");
    expect(encoderOfRoom(roomOfEncoder("desk"))).toBe("desk");
    expect(encoderOfRoom("e-desk")).toBeUndefined();
  });
});

it("tells a trial room from those of shows", () => {
  expect(RoomId.safeParse(roomOfTrial("1a2b3c4d")).success).toBe(true);
  expect(isTrialRoom(roomOfTrial("1a2b3c4d"))).toBe(true);
  for (const show of ["trial", "trial1", "trial-1", "Trial.1", "my.trial.1"])
    expect(isTrialRoom(roomOfAiring(show, "live"))).toBe(false);
  expect(isTrialRoom(roomOfEncoder("trial"))).toBe(false);
});
