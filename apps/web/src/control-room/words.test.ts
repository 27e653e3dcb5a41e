import { describe, expect, it } from "vitest";
import { isTrouble, reasonWords, roomTitle, stateWords, titlesOf } from "./words.ts";

const titles = titlesOf(
  [{ asset: "film", title: "Night train" }],
  [{ id: "4xyz", kind: "live", start: 0, end: 1, title: "Hello", room: { kind: "live", room: "e-4xyz" } }],
);

describe("roomTitle", () => {
  it("calls a room made for one event by the event", () => {
    expect(roomTitle({ kind: "live", room: "e-4xyz" }, titles)).toBe("Hello");
    expect(roomTitle({ kind: "encoder", room: "enc-desk" }, titles)).toBe("desk");
    expect(roomTitle({ kind: "live", room: "e-gone" }, titles)).toBe("e-gone");
    const rehearsed = titlesOf([], [], [{ room: "e-gone", title: "Next week" }]);
    expect(roomTitle({ kind: "live", room: "e-gone" }, rehearsed)).toBe("Next week");
  });
  it("calls a pulled room by its event", () => {
    const room = { kind: "remote", room: "r-9" } as const;
    const item = { id: "r", kind: "live", start: 0, end: 1, title: "From afar", room } as const;
    expect(roomTitle(room, titlesOf([], [item]))).toBe("From afar");
    expect(roomTitle({ kind: "remote", room: "r-gone" }, titles)).toBe("r-gone");
    expect(stateWords({ state: "waiting", room: "r-9" })).toBe("no source");
    expect(stateWords({ state: "waiting", room: "e-9" })).toBe("nobody there");
  });
  it("calls a piece by its title", () => {
    expect(roomTitle({ kind: "asset", asset: "film" }, titles)).toBe("Night train");
    expect(roomTitle({ kind: "asset", asset: "lost" }, titles)).toBe("lost");
  });
});

describe("reasons", () => {
  it("speaks in words", () => {
    expect(reasonWords({ reason: "room-stalled", rank: 1 })).toBe("the room was lost, plan B");
    expect(reasonWords({ reason: "rundown", rank: 0 })).toBe("as planned");
    expect(reasonWords({ reason: "take-unavailable", rank: 1 })).toBe(
      "taken, but the room has nothing to show, the rundown instead",
    );
    expect(reasonWords({ reason: "room-starved", rank: 3 })).toContain("did not come in time, slate");
  });
  it("marks what was not planned", () => {
    expect(isTrouble("rundown", 0)).toBe(false);
    expect(isTrouble("take", 0)).toBe(false);
    expect(isTrouble("rundown", 3)).toBe(true);
    expect(isTrouble("edge-slate", 3)).toBe(true);
  });
});
