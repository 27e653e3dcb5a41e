import { describe, expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { notesOfAiring } from "../airing-notes.ts";
import { compileRundown } from "../compile-rundown.ts";
import { fillingOf } from "../filler/filling-for-tests.ts";
import type { Rights } from "./rights.ts";

const T = Date.parse("2027-03-20T19:00:00Z") / 1000;
const film = airing({ start: T, end: T + 600, kind: "recording", asset: "film", planB: "tape" });

function pieces(rights: Rights, planB: Rights = {}) {
  return new Map([
    ["film", { title: "A film", durationSeconds: 300, ...rights }],
    ["tape", { title: "A tape", durationSeconds: 900, ...planB }],
  ]);
}

function airs(assets: ReturnType<typeof pieces>): string | undefined {
  const answer = compileRundown({
    channel: "main",
    version: 1,
    now: T - 100,
    inForce: undefined,
    to: T + 3600,
    airings: [film],
    assets,
    filling: fillingOf([]),
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 0, overrunSeconds: 0 },
  });
  const item = answer.kind === "rundown" ? answer.rundown.items.find(({ end }) => end > T) : undefined;
  return item?.room.kind === "asset" ? item.room.asset : item?.room.kind;
}

describe("a recording in its slot", () => {
  it.each<[string, Rights, Rights, string]>([
    ["whose rights begin and end with it", { rightsFrom: T, rightsTo: T + 300 }, {}, "film"],
    ["whose rights begin a second late", { rightsFrom: T + 1 }, {}, "tape"],
    ["whose rights end a second early", { rightsTo: T + 299 }, {}, "tape"],
    ["whose plan B has no rights either", { rightsTo: T }, { rightsTo: T + 599 }, "slate"],
  ])("%s is planned as far as its rights go", (_, rights, planB, aired) => {
    expect(airs(pieces(rights, planB))).toBe(aired);
  });

  const notes = (rights: Rights, planB: Rights = {}) =>
    notesOfAiring(film, {
      share: undefined,
      pieces: pieces(rights, planB),
      arriving: new Map(),
      territory: "DE",
    });

  it("says why it does not air, when and what will, and what to do", () => {
    expect(notes({ rightsTo: T + 299 })).toEqual([
      {
        code: "recording-outside-rights",
        field: "fields.recording",
        message:
          "Show at 20:00: its recording film may not air after Sat 20 Mar 2027 at 20:04, so plan B airs in its place.",
        cure: "Correct the rights of the piece in the library, or link another one.",
      },
    ]);
    expect(notes({ rightsFrom: T + 1 })[0]?.message).toContain("may not air before Sat 20 Mar 2027 at 20:00");
    expect(notes({ territories: ["PT"] })[0]?.message).toContain("may not be shown in DE, so plan B airs");
    expect(notes({ territories: ["DE", "PT"] }).map(({ code }) => code)).not.toContain(
      "recording-outside-rights",
    );
  });

  it("says the same of its plan B, and does not count on it", () => {
    const said = notes({ territories: ["PT"] }, { territories: ["PT"] });
    expect(said.map(({ code }) => code)).toEqual(["recording-outside-rights", "plan-b-outside-rights"]);
    expect(said[0]?.message).toContain("so filler airs in its place");
  });
});
