import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import { PromoCard } from "@nonstop/contract/promo-card";
import { AssetId } from "@nonstop/contract/names";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { type PromoFacts, wantedPromos } from "./wanted-promos.ts";

const HOUR = 3600;
/** Saturday 20 March 2027, 12:00 in Lisbon. */
const NOW = Date.UTC(2027, 2, 20, 12) / 1000;
const film = (asset: string, seconds = 900, filler = false) => ({
  asset,
  title: asset,
  durationSeconds: seconds,
  filler,
});

const wanted = (airings: PromoFacts["airings"], over: Partial<PromoFacts> = {}) =>
  wantedPromos({
    channel: "main",
    timezone: "Europe/Lisbon",
    programming: STATION_PROGRAMMING,
    airings,
    pieces: [film("pool", 900, true), film("new")],
    now: NOW,
    ...over,
  });
const live = (id: string, hours: number, over: Partial<PromoFacts["airings"][number]> = {}) =>
  airing({
    id,
    slug: id,
    title: `Show ${id}`,
    start: NOW + hours * HOUR,
    end: NOW + (hours + 1) * HOUR,
    ...over,
  });
const recorded = (id: string, hours: number, asset: string) =>
  live(id, hours, { kind: "recording", asset, room: undefined });
const airingsOf = (promos: ReturnType<typeof wanted>): string[] => promos.map(({ airing: of }) => of);

describe("what is promoted", () => {
  it("is what the guide has within two days: live shows, then films that are new, each by start", () => {
    const airings = [
      recorded("film", 2, "new"),
      live("late", 30),
      live("soon", 8),
      live("far", 49),
      live("now", 0),
      live("elsewhere", 5, { channel: "other" }),
      recorded("missing", 6, "not-there"),
    ];
    expect(airingsOf(wanted(airings))).toEqual(["soon", "late", "film"]);
  });

  it("is no repeat, no block, no film that was on before, no rerun of a show, and nothing that others air over", () => {
    const airings = [
      live("show", 8),
      live("again", 16, { kind: "recording", asset: "new", repeatOf: "show" }),
      live("block", 20, { kind: "block", collection: "c" }),
      recorded("first", -20, "seen"),
      recorded("second", 4, "seen"),
      recorded("rerun", 6, "aired-show"),
      live("under", 10, { end: NOW + 11 * HOUR }),
      live("over", 10, { end: NOW + 11 * HOUR }),
    ];
    const pieces = [film("pool", 900, true), film("seen"), { ...film("aired-show"), airing: "show" }];
    const promoted = airingsOf(wanted(airings, { pieces }));
    expect(promoted[0]).toBe("show");
    expect(promoted.slice(1)).toHaveLength(1);
    expect(["under", "over"]).toContain(promoted[1]);
  });

  it("is nothing when the team wants none, or when the pool has too little to stand between", () => {
    expect(wanted([live("show", 8)], { programming: { ...STATION_PROGRAMMING, promos: false } })).toEqual([]);
    expect(wanted([live("show", 8)], { pieces: [film("pool", 599, true)] })).toEqual([]);
    expect(wanted([live("show", 8)])).toHaveLength(1);
  });
});

describe("a promo", () => {
  it("says when in words that are true until it airs, by the station's clocks, and with whom", () => {
    const [promo] = wanted([live("show", 20, { title: "Slow Light", presenters: [{ name: "Ada" }] })]);
    expect(promo?.card).toEqual({
      title: "Slow Light",
      when: "Sunday 08:00",
      zone: "Lisbon time",
      presenters: ["Ada"],
      weekday: 6,
    });
    expect(wanted([live("show", 20)], { timezone: "UTC" })[0]?.card.zone).toBe("UTC");
    expect(wanted([live("show", 20)], { timezone: "America/New_York" })[0]?.card).toMatchObject({
      when: "Sunday 04:00",
      zone: "New York time",
    });
  });

  it("has the same name as long as it says the same, and another when its title, time or people change", () => {
    const name = (over: Partial<PromoFacts["airings"][number]>): string =>
      wanted([live("show", 20, over)])[0]?.asset ?? "";
    const names = [
      name({}),
      name({ title: "Other" }),
      name({ start: NOW + 19 * HOUR }),
      name({ presenters: [{ name: "Ada" }] }),
    ];
    expect(new Set(names).size).toBe(4);
    expect(name({ summary: "Longer words", end: NOW + 22 * HOUR })).toBe(names[0]);
    expect(wanted([live("show", 20)], { now: NOW + 6 * HOUR })[0]?.asset).toBe(names[0]);
  });

  it.each([
    ["Live 🎉👩‍👩‍👧‍👦 with 🇵🇹 Ada 1️⃣", "Live with Ada 1"],
    ["<b>Bold</b> \u202Eevil\u202C\u0000\n{\\b1}", "<b>Bold</b> evil {\\b1}"],
    ["שיחה עם Ada", "שיחה עם Ada"],
    ["Nonstop™ © 2027", "Nonstop™ © 2027"],
    ["\uD83D broken", "broken"],
  ])("draws of %j the letters", (title, drawn) => {
    expect(wanted([live("show", 8, { title })])[0]?.card.title).toBe(drawn);
  });

  it("is not made of a title without a letter", () => {
    expect(wanted([live("show", 8, { title: "🎉🎉" })])).toEqual([]);
  });

  it("fits the contract, whatever is written in an entry", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1, maxLength: 250 }),
        fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: 25 }),
        fc.stringMatching(/^[a-zA-Z0-9-_.]{1,64}$/),
        (title, names, id) => {
          const presenters = names.map((name) => ({ name }));
          for (const { asset, card } of wanted([live(id, 8, { title, presenters })])) {
            expect(AssetId.safeParse(asset).success).toBe(true);
            expect(PromoCard.parse(card)).toEqual(card);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
