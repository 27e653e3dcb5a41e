import { describe, expect, it } from "vitest";
import { admissionProblem, type AdmissionsKnown } from "./admission.ts";

const nothing: AdmissionsKnown = { told: undefined, everTold: new Set() };
const told = (
  rooms: { room: string; until: number }[],
  encoders: { room: string; nonce: string }[] = [],
  everTold = rooms.map(({ room }) => room),
): AdmissionsKnown => ({ told: { rooms, encoders }, everTold: new Set(everTold) });
const key = { room: "e-show", expiresAt: 2_000, nonce: "abc" };
const desk = { room: "enc-desk", expiresAt: 9_000, nonce: "second" };

describe("the key of an airing's room", () => {
  it("is good until it runs out while the schedule has said nothing of the room", () => {
    for (const known of [nothing, told([{ room: "e-other", until: 5_000 }])]) {
      expect(admissionProblem(key, known, 1_999)).toBeUndefined();
      expect(admissionProblem(key, known, 2_000)).toBe("stream key expired");
    }
  });

  it("is good for as long as its show lasts, when that was lengthened or shortened since", () => {
    expect(admissionProblem(key, told([{ room: "e-show", until: 5_000 }]), 4_999)).toBeUndefined();
    expect(admissionProblem(key, told([{ room: "e-show", until: 1_500 }]), 1_500)).toBe(
      "the show's time is over",
    );
  });

  it("is good no longer when its show is withdrawn, moved or shown from elsewhere", () => {
    expect(admissionProblem(key, told([], [], ["e-show"]), 1_000)).toContain("moved or withdrawn");
  });
});

describe("the key of an encoder's room", () => {
  it("is good until another is made, and for no other room", () => {
    const known = told([], [{ room: "enc-desk", nonce: "second" }]);
    expect(admissionProblem(desk, known, 1_000)).toBeUndefined();
    expect(admissionProblem({ ...desk, nonce: "first" }, known, 1_000)).toContain("replaced by a newer one");
    expect(admissionProblem({ ...desk, room: "enc-hall" }, known, 1_000)).toBe("there is no such encoder");
  });

  it("opens nothing before it is known which one is in force", () => {
    expect(admissionProblem(desk, nothing, 1_000)).toContain("not known here yet");
  });
});
