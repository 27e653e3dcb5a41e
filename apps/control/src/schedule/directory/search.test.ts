import type { GuideEntry } from "@nonstop/contract/guide";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directoryOf, personIn, showIn, type Directory } from "./directory.ts";
import { searchIn } from "./search.ts";

const NOW = 1_800_000_000;
const entry = (airing: string, startsIn: number, over: Partial<GuideEntry> = {}): GuideEntry => ({
  airing,
  slug: airing,
  kind: "live",
  title: "Talks",
  summary: "",
  presenters: [],
  start: NOW + startsIn,
  end: NOW + startsIn + 600,
  timezone: "UTC",
  ...over,
});
const person = (entry: string, name: string, over = {}) => ({
  kind: "person" as const,
  entry,
  revision: 1,
  name,
  ...over,
});
const joao = { name: "João Pereira", slug: "joao-pereira" };
const DIRECTORY: Directory = directoryOf({
  people: [
    person("p1", "João Pereira", { role: "Guest", bio: "Writes compilers on trains.", photo: "pic" }),
    person("p2", "نور الدين"),
    person("p3", "Ada", { slug: "ada-o" }),
    person("p4", "Ada", { slug: "ada-o" }),
  ],
  shows: [
    {
      entry: "s1",
      revision: 1,
      defaults: { title: "Câmara Lenta", summary: "Slow pictures.", timezone: "Europe/Lisbon" },
      recurrence: { rule: "FREQ=WEEKLY;BYDAY=TU", firstStartsAt: "2027-03-02T18:00" },
      face: { art: "art1" },
    },
  ],
  entries: [
    entry("now", 0, { presenters: [joao], show: { slug: "camara-lenta", title: "Câmara Lenta" } }),
    entry("next", 3600, { presenters: [joao] }),
    entry("last", -3600, { presenters: [joao], summary: "About ferries" }),
    entry("older", -7200, { title: "Straße nach Łódź", presenters: [joao] }),
  ],
  stationTimezone: "UTC",
});
const found = (query: string) => {
  const { programmes, people, shows } = searchIn(DIRECTORY, query, NOW);
  return [
    programmes.map(({ airing }) => airing),
    people.map(({ slug }) => slug),
    shows.map(({ slug }) => slug),
  ];
};

describe("the directory", () => {
  it("has a page for each person, with what is to come and what was, the nearest first", () => {
    const page = personIn(DIRECTORY, "joao-pereira", NOW);
    expect(page?.person).toEqual({
      slug: "joao-pereira",
      name: "João Pereira",
      role: "Guest",
      bio: "Writes compilers on trains.",
      photo: "/pictures/pic",
    });
    expect(page?.coming.map(({ airing }) => airing)).toEqual(["now", "next"]);
    expect(page?.past.map(({ airing }) => airing)).toEqual(["last", "older"]);
    expect(personIn(DIRECTORY, "nobody", NOW)).toBeUndefined();
  });

  it("has one page for an address, and tells how often a show comes", () => {
    expect(DIRECTORY.people.filter(({ slug }) => slug === "ada-o")).toHaveLength(1);
    expect(showIn(DIRECTORY, "camara-lenta", NOW)).toMatchObject({
      show: { art: "/pictures/art1", often: "Every Tuesday at 18:00 (Europe/Lisbon)" },
      coming: [{ airing: "now" }],
    });
  });
});

describe("the search", () => {
  it.each([
    ["joao", [["now", "older"], ["joao-pereira"], []]],
    ["JOÃO per", [["now", "older"], ["joao-pereira"], []]],
    ["نور", [[], [DIRECTORY.people.find(({ name }) => name === "نور الدين")?.slug], []]],
    ["camara", [["now"], [], ["camara-lenta"]]],
    ["strasse lodz", [["older"], [], []]],
    ["ł", [["older"], [], []]],
    ["compilers trains", [[], ["joao-pereira"], []]],
    ["ompilers", [[], [], []]],
    ["joao zebra", [[], [], []]],
    ["", [[], [], []]],
    ["  ", [[], [], []]],
    ["%_*\"'", [[], [], []]],
  ])("finds by the beginnings of words, whatever their case and accents: %j", (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it("answers whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 150 }), (query) => {
        expect(searchIn(DIRECTORY, query, NOW).query.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
