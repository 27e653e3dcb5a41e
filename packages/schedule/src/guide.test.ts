import type { Airing } from "@nonstop/contract/airing";
import { describe, expect, it } from "vitest";
import { compileRundown } from "./compile-rundown.ts";
import { guideOf, nowNext } from "./guide.ts";

const T = 1_800_000_000;

function airing(id: string, start: number, end: number, over: Partial<Airing> = {}): Airing {
  return {
    id,
    channel: "main",
    kind: "live",
    title: id.toUpperCase(),
    slug: id,
    summary: "",
    presenters: [],
    start: T + start,
    end: T + end,
    timezone: "Europe/Berlin",
    room: "studio",
    planB: "film",
    ...over,
  };
}

const airings = [
  airing("c", 300, 400),
  airing("a", 0, 100),
  airing("b", 200, 300),
  airing("d", 400, 500),
  airing("e", 500, 600),
  airing("other", 0, 100, { channel: "second" }),
];
const window = { channel: "main", from: T + 50, to: T + 450 };

function now(second: number): ReturnType<typeof nowNext> {
  const answer = compileRundown({
    ...window,
    now: T,
    inForce: undefined,
    to: T + 600,
    version: 1,
    airings,
    assets: new Map([["film", { durationSeconds: 500, title: "Film" }]]),
    fillers: [{ asset: "film", durationSeconds: 500 }],
    upstreamDelaySeconds: 20,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  const rundown = answer.kind === "rundown" ? answer.rundown : undefined;
  const { entries } = guideOf(airings, { ...window, to: T + 600 }, "Europe/Berlin");
  return nowNext({ channel: "main", rundown, entries, nowMs: (T + second) * 1000 });
}

describe("guideOf", () => {
  it("lists what touches the window, by start, without rooms", () => {
    const guide = guideOf(airings, window, "Europe/Berlin");
    expect(guide.entries.map((entry) => entry.airing)).toEqual(["a", "b", "c", "d"]);
    expect(JSON.stringify(guide)).not.toContain("studio");
  });
});

describe("nowNext", () => {
  it("tells the programme on now and the next three", () => {
    expect(now(50)).toMatchObject({
      now: { kind: "live", title: "A", end: T + 100, entry: { airing: "a" } },
    });
    expect(now(50).next.map((entry) => entry.airing)).toEqual(["b", "c", "d"]);
  });

  it("keeps a show that runs over, then tells the filler", () => {
    expect(now(110).now).toMatchObject({ kind: "live", title: "A", start: T, end: T + 120 });
    expect(now(150).now).toMatchObject({ kind: "filler", title: "Film", end: T + 200 });
  });

  it("is slate where no rundown reaches", () => {
    expect(now(700).now).toMatchObject({ kind: "slate", title: "Back soon" });
  });
});
