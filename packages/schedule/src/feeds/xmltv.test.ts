import type { Item } from "@nonstop/contract/rundown";
import * as fc from "fast-check";
import { type SaxesAttributeNS, SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { entryFor, hostileText } from "./entries-for-tests.ts";
import type { GuideFeed } from "./guide-feed.ts";
import { slotsOf } from "./slots.ts";
import { xmltv } from "./xmltv.ts";

type Element = { name: string; attributes: Record<string, string>; text: string; children: Element[] };

/** Reads XML as strictly as XML 1.0 is. */
function parsed(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: "", attributes: {}, text: "", children: [] };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const values = Object.entries<SaxesAttributeNS>(attributes).map(([key, { value }]) => [key, value]);
    const element: Element = { name, attributes: Object.fromEntries(values), text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (part) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  const [tv] = root.children;
  if (tv === undefined) throw new Error("it has no root");
  return tv;
}

const named = (element: Element | undefined, name: string): Element[] =>
  (element?.children ?? []).filter((child) => child.name === name);
const programmesOf = (text: string): Element[] => named(parsed(text), "programme");

const station = { channel: "main", name: "Nonstop main", origin: "https://tv.example:8443" };
const [FROM, TO] = [1_795_467_600, 1_795_482_000];
const show = entryFor({
  title: "Q&A: <late>",
  summary: 'News, weather; a\\b\r\nand "more"\u0007',
  presenters: [{ name: "Ana O'Neil", role: "Host" }, { name: "Bo", role: "Engineer" }, { name: "Cy" }],
  language: "en",
});
const film = entryFor({
  airing: "ev2",
  slug: "film",
  kind: "recording",
  title: "Film",
  start: 1_795_473_900,
  end: 1_795_477_500,
});
const filler = (start: number, end: number, title: string): Item => ({
  id: `${title}@${start}`,
  kind: "filler",
  start,
  end,
  title,
  room: { kind: "asset", asset: "piece", startSecond: start },
});
/** A piece between programmes, with what else is known of it. */
const filling = (item: Item, over: Partial<Item>): Item => ({ ...item, ...over });
function feed(over: Partial<GuideFeed> = {}, items: Item[] = []): GuideFeed {
  return { ...station, slots: slotsOf([film, show], items, { from: FROM, to: TO }), ...over };
}

describe("XMLTV", () => {
  it("names the channel as RFC 2838 does, with its picture", () => {
    const [channel] = named(parsed(xmltv(feed())), "channel");
    expect(channel?.attributes).toEqual({ id: "main.tv.example" });
    expect(named(channel, "icon")[0]?.attributes["src"]).toBe("https://tv.example:8443/logo.png");
    for (const origin of ["http://127.0.0.1:8787", "http://localhost:8787", "http://[::1]:80"])
      expect(named(parsed(xmltv(feed({ origin }))), "channel")[0]?.attributes["id"]).toMatch(
        /^[-a-zA-Z0-9]+(?:\.[-a-zA-Z0-9]+)+$/,
      );
  });

  it("tells each programme in the order of the DTD, with hosts as presenters and others as guests", () => {
    const [, programme] = programmesOf(xmltv(feed()));
    expect(programme?.attributes).toEqual({
      start: "20261123214500 +0000",
      stop: "20261123224500 +0000",
      channel: "main.tv.example",
    });
    expect(programme?.children.map(({ name, text }) => [name, text.trim()])).toEqual([
      ["title", "Q&A: <late>"],
      ["desc", 'With Ana O\'Neil, Bo, Cy.\n\nNews, weather; a\\b\nand "more"'],
      ["credits", ""],
      ["date", "20261123"],
      ["category", "Live"],
      ["language", "en"],
      ["icon", ""],
      ["url", "https://tv.example:8443/schedule/late-show"],
      ["new", ""],
    ]);
    const credits = named(programme, "credits")[0];
    expect(credits?.children.map(({ name, text }) => [name, text])).toEqual([
      ["presenter", "Ana O'Neil"],
      ["presenter", "Cy"],
      ["guest", "Bo"],
    ]);
  });

  it("has the pieces of a block as programmes of their own, and the day of an episode", () => {
    const block = entryFor({
      kind: "block",
      title: "Shorts",
      start: FROM,
      end: FROM + 900,
      pieces: [
        { title: "Tide", start: FROM, end: FROM + 300 },
        { title: "Harbour", start: FROM + 300, end: FROM + 700 },
      ],
    });
    const episode = {
      ...show,
      show: { slug: "late", title: "Late" },
      art: "https://pictures.example/late.jpg",
    };
    const slots = slotsOf([block, episode], [], { from: FROM, to: show.end });
    const told = programmesOf(xmltv({ ...station, slots })).map((programme) =>
      ["title", "sub-title", "episode-num"].map((name) => named(programme, name)[0]?.text),
    );
    expect(told).toEqual([
      ["Shorts", "Tide", "..0/2"],
      ["Shorts", "Harbour", "..1/2"],
      ["Shorts", undefined, undefined],
      ["Between programmes", undefined, undefined],
      ["Q&A: <late>", undefined, "2026-11-23"],
    ]);
    expect(xmltv({ ...station, slots })).toContain('<icon src="https://pictures.example/late.jpg" />');
  });

  it("says when an airing was on before", () => {
    const text = xmltv(feed(), new Map([["ev2", 1_795_000_000]]));
    const repeated = programmesOf(text).flatMap((programme) => named(programme, "previously-shown"));
    expect(repeated.map(({ attributes }) => attributes)).toEqual([{ start: "20261118110640 +0000" }]);
  });

  it("has no hole: what runs between programmes has its place, short pieces in one", () => {
    const items = [
      filler(FROM, FROM + 60, "Ident"),
      filler(FROM + 60, FROM + 200, "Tide"),
      filler(FROM + 200, FROM + 1500, "Harbour"),
      filler(FROM + 1500, FROM + 1600, "Tide"),
      filler(FROM + 1600, FROM + 1700, "Ident"),
    ];
    const programmes = programmesOf(xmltv(feed({}, items)));
    expect(
      programmes.map((programme) => [
        named(programme, "title")[0]?.text,
        named(programme, "desc")[0]?.text.split("\n")[0],
      ]),
    ).toEqual([
      ["Between programmes", "Ident, Tide"],
      ["Harbour", undefined],
      ["Between programmes", "Tide, Ident"],
      ["Q&A: <late>", "With Ana O'Neil, Bo, Cy."],
      ["Film", undefined],
      ["Between programmes", undefined],
    ]);
    for (const [index, { attributes }] of programmes.entries())
      expect(programmes[index + 1]?.attributes["start"] ?? attributes["stop"]).toBe(attributes["stop"]);
    for (const programme of programmes) {
      expect(named(programme, "category")).toHaveLength(1);
      expect(named(programme, "icon")).toHaveLength(1);
    }
  });

  it("names no ident, promo or bumper, and has a programme whole that breaks interrupt", () => {
    const items = [
      filling(filler(FROM, FROM + 10, "Ident"), { role: "ident" }),
      filler(FROM + 10, FROM + 200, "Tide"),
      filling(filler(FROM + 200, FROM + 230, "Promo"), { role: "promo" }),
      filling(filler(show.start - 5, show.start, "Bumper"), { role: "bumper" }),
      filling(filler(film.start, film.start + 900, "Film"), { kind: "recording", airing: "ev2" }),
      filling(filler(film.start + 900, film.start + 1300, "Advert"), { breakOf: "ev2" }),
      filling(filler(film.start + 1300, film.end, "Film"), { kind: "recording", airing: "ev2" }),
    ];
    const programmes = programmesOf(xmltv(feed({}, items)));
    expect(programmes.map((one) => [named(one, "title")[0]?.text, named(one, "desc")[0]?.text])).toEqual([
      ["Between programmes", "Tide"],
      ["Q&A: <late>", expect.any(String)],
      ["Film", undefined],
      ["Between programmes", undefined],
    ]);
    expect(programmes[2]?.attributes).toMatchObject({
      start: "20261123224500 +0000",
      stop: "20261123234500 +0000",
    });
  });

  it("is the same text for the same guide, whatever the order it came in", () => {
    const again = { ...station, slots: slotsOf([show, film], [], { from: FROM, to: TO }) };
    expect(xmltv(again)).toBe(xmltv(feed()));
  });

  it("is XML whatever people write, and nothing of it becomes markup", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, hostileText, (title, summary, name, language) => {
        const entry = entryFor({ title: title || "x", summary, presenters: [{ name }], language });
        const slots = slotsOf([entry], [filler(FROM, FROM + 9, title)], { from: FROM, to: TO });
        const programmes = programmesOf(xmltv({ ...station, slots }));
        expect(programmes).toHaveLength(3);
        for (const programme of programmes) {
          const words = named(programme, "title")[0]?.text ?? "";
          expect(words.trim()).not.toBe("");
          expect(words).not.toContain("\n");
        }
      }),
    );
  });
});
