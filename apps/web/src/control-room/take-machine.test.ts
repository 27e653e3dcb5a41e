import type { CommittedSecond } from "@nonstop/contract/as-run";
import { describe, expect, it } from "vitest";
import { LOST_AFTER_MS, nextTake, type TakeEvent, type TakeState, type Target } from "./take-machine.ts";

const studio: Target = { kind: "live", room: "studio" };
const film: Target = { kind: "asset", asset: "film" };
const second = (over: Partial<CommittedSecond>): CommittedSecond => ({
  second: 100,
  room: { kind: "asset", asset: "other", startSecond: 0 },
  rank: 0,
  reason: "rundown",
  ...over,
});
const press = (to: Target, over: Partial<Extract<TakeEvent, { kind: "press" }>> = {}): TakeEvent => ({
  kind: "press",
  to,
  onAir: second({}),
  id: "t1",
  nowMs: 0,
  ...over,
});
const accepted: TakeEvent = { kind: "accepted", id: "t1", from: 100 };
const after = (...events: TakeEvent[]): TakeState => events.reduce(nextTake, { kind: "idle" } as TakeState);

describe("a take", () => {
  it("turns red only when a committed second names it", () => {
    expect(after(press(studio)).kind).toBe("asked");
    expect(after(press(studio), accepted).kind).toBe("accepted");
    expect(after(press(studio), accepted, { kind: "second", second: second({}) }).kind).toBe("accepted");
    const taken = second({
      room: { kind: "live", room: "studio" },
      take: "t1",
      reason: "take",
      second: 102,
    });
    expect(after(press(studio), accepted, { kind: "second", second: taken })).toEqual({
      kind: "on-air",
      id: "t1",
      to: studio,
      from: 100,
      second: 102,
    });
  });
  it("may be seen on air before its own answer comes", () => {
    const taken = second({ room: { kind: "live", room: "studio" }, take: "t1", reason: "take" });
    expect(after(press(studio), { kind: "second", second: taken }, accepted).kind).toBe("on-air");
  });
  it("says so when its room has nothing to show, by its own seconds alone", () => {
    const unfilled = (at: number): TakeEvent => ({
      kind: "second",
      second: second({ second: at, reason: "take-unavailable", rank: 1 }),
    });
    expect(after(press(studio), accepted, unfilled(99)).kind).toBe("accepted");
    expect(after(press(studio), accepted, unfilled(100)).kind).toBe("waiting-for-room");
    const taken = second({ room: { kind: "live", room: "studio" }, take: "t1", reason: "take" });
    const seen: TakeEvent = { kind: "second", second: taken };
    expect(after(press(studio), accepted, unfilled(100), seen).kind).toBe("on-air");
    expect(after(press(studio), accepted, seen, unfilled(101)).kind).toBe("waiting-for-room");
  });
  it("stays in force while nobody proposes a second", () => {
    const taken = second({ room: { kind: "live", room: "studio" }, take: "t1", reason: "take" });
    const nobodys = second({ room: { kind: "slate" }, rank: 3, reason: "edge-slate" });
    const state = after(
      press(studio),
      { kind: "second", second: taken },
      { kind: "second", second: nobodys },
    );
    expect(state.kind).toBe("on-air");
  });
  it("asks once more before it leaves a live room, and never otherwise", () => {
    const live = second({ room: { kind: "live", room: "guest" } });
    expect(after(press(film, { onAir: live }))).toEqual({ kind: "confirming", to: film });
    expect(after(press(film, { onAir: live }), press(film, { onAir: live })).kind).toBe("asked");
    expect(after(press(film, { onAir: live }), press(studio, { onAir: live }))).toEqual({
      kind: "confirming",
      to: studio,
    });
    expect(after(press(film, { onAir: live }), { kind: "cancel" }).kind).toBe("idle");
    expect(after(press({ kind: "live", room: "guest" }, { onAir: live })).kind).toBe("asked");
    expect(after(press(film, { onAir: undefined })).kind).toBe("asked");
  });
  it("is one take however often the key is pressed", () => {
    expect(after(press(studio), press(studio, { id: "t2" }))).toMatchObject({ kind: "asked", id: "t1" });
  });
  it("tells a refusal in its words", () => {
    expect(after(press(studio), { kind: "refused", id: "t1", message: "Nobody knows this room." })).toEqual({
      kind: "failed",
      to: studio,
      message: "Nobody knows this room.",
    });
    expect(after(press(studio), { kind: "refused", id: "older", message: "" }).kind).toBe("asked");
  });
  it("does not wait for ever", () => {
    expect(after(press(studio), { kind: "tick", nowMs: LOST_AFTER_MS - 1 }).kind).toBe("asked");
    expect(after(press(studio), { kind: "tick", nowMs: LOST_AFTER_MS }).kind).toBe("failed");
  });
  it("ends with the first second that is not its own", () => {
    const taken = second({ room: { kind: "live", room: "studio" }, take: "t1", reason: "take" });
    expect(
      after(press(studio), { kind: "second", second: taken }, { kind: "second", second: second({}) }).kind,
    ).toBe("idle");
  });
});
