import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { Item, Rundown, Take } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { heldInVainWarning, type HeldInput } from "./held-in-vain.ts";

const T = 1_800_000_000;
const item = (over: Partial<Item> & Pick<Item, "start" | "end" | "title">): Item => ({
  id: over.title,
  kind: "live",
  airing: over.title,
  room: { kind: "live", room: "studio" },
  ...over,
});
const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: T - 600,
  to: T + 7200,
  fillers: [],
  items: [
    item({ start: T - 600, end: T + 40, title: "The Cable Show" }),
    item({ start: T + 40, end: T + 7200, title: "Late Talk", room: { kind: "live", room: "e-late" } }),
  ],
};
const garden: Take = { id: "t", room: { kind: "live", room: "garden" }, from: T - 60 };
const second = (over: Partial<CommittedSecond> = {}): CommittedSecond => ({
  second: T - 1,
  room: { kind: "live", room: "studio" },
  rank: 1,
  reason: "take-unavailable",
  title: "The Cable Show",
  ...over,
});
const warning = (over: Partial<HeldInput> = {}): string | undefined =>
  heldInVainWarning({ nowMs: T * 1000, onAir: second(), takes: [garden], rundown, ...over })?.message;

it("says that an empty room holds the channel, what airs instead, and what is about to start", () => {
  expect(warning()).toBe(
    "Held by an empty room: garden has nothing to show, and The Cable Show airs instead. Late Talk starts in 40 s.",
  );
  expect(warning({ nowMs: (T - 300) * 1000 })).toContain("Late Talk starts in 5 min.");
});

it("names a show's own room by the show, an encoder's by the encoder, and a piece by its name", () => {
  const desk: Take = { ...garden, room: { kind: "encoder", room: "enc-desk" } };
  expect(warning({ takes: [desk] })).toContain("Held by an empty room: desk has nothing to show");
  expect(warning({ takes: [{ ...garden, room: { kind: "live", room: "e-late" } }] })).toContain(
    "Late Talk has nothing to show",
  );
  const ghost: Take = { ...garden, room: { kind: "asset", asset: "ghost", startSecond: T } };
  expect(warning({ takes: [ghost] })).toContain("Held by a piece that is not there: ghost has nothing");
});

it("says that a room is closed when its show is not near", () => {
  const late: Take = { ...garden, room: { kind: "live", room: "e-late" } };
  const windows = [{ room: "e-late", from: T + 20, to: T + 9000 }];
  expect(warning({ takes: [late], rundown: { ...rundown, windows } })).toContain(
    "Held by a closed room: Late Talk may be on air only around its show, and The Cable Show airs instead.",
  );
});

it("goes without a rundown, and names what airs without a title", () => {
  const slate = second({ room: { kind: "slate" }, rank: 3 });
  const { title: _title, ...untitled } = slate;
  expect(warning({ rundown: undefined, onAir: untitled })).toBe(
    "Held by an empty room: garden has nothing to show, and the slate airs instead.",
  );
});

it("is silent while the take is on air, and once it is released", () => {
  expect(warning({ onAir: second({ reason: "take", rank: 0 }) })).toBeUndefined();
  expect(warning({ takes: [] })).toBeUndefined();
  expect(warning({ takes: [{ ...garden, to: T - 1 }] })).toBeUndefined();
});
