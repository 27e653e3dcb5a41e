import type { CommittedSecond } from "@nonstop/contract/as-run";
import { describe, expect, it } from "vitest";
import { asRunOf } from "./as-run.ts";

function committed(second: number, over: Partial<CommittedSecond> = {}): CommittedSecond {
  return { second, room: { kind: "live", room: "studio" }, rank: 0, reason: "rundown", ...over };
}

describe("asRunOf", () => {
  it("joins what is alike and follows on", () => {
    const slate = { room: { kind: "slate" }, rank: 3, reason: "room-stalled" } as const;
    const spans = asRunOf([
      committed(10),
      committed(11, { committedAtMs: 12_300, playout: "one" }),
      committed(12, slate),
      committed(13, { airing: "show", title: "Show" }),
      committed(15, { airing: "show", title: "Show" }),
    ]);
    expect(spans.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [10, 12, "rundown"],
      [12, 13, "room-stalled"],
      [13, 14, "rundown"],
      [15, 16, "rundown"],
    ]);
    expect(spans[2]).toMatchObject({ airing: "show", title: "Show" });
  });

  it("begins a row when an asset begins again", () => {
    const piece = (startSecond: number): Partial<CommittedSecond> => ({
      room: { kind: "asset", asset: "ident", startSecond },
    });
    expect(asRunOf([committed(1, piece(0)), committed(2, piece(2)), committed(3, piece(2))])).toHaveLength(2);
  });
});
