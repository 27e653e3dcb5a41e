import type { Presenter } from "@nonstop/contract/airing";
import type { GuideEntry } from "@nonstop/contract/guide";
import type { Second } from "@nonstop/contract/time";
import { civilTime } from "./civil-time.ts";
import { wallDate } from "../wall-time.ts";
import { creditOf } from "./credits.ts";
import { broadcastId, type GuideFeed } from "./guide-feed.ts";
import { pictureOf, programmePage } from "./page-addresses.ts";
import { programmeWords } from "./programme-words.ts";
import type { Slot } from "./slots.ts";
import { oneLine, xmlElement, xmlEmpty, xmlStart } from "./xml-text.ts";

/** What stands between programmes, to a viewer. */
const BETWEEN = "Between programmes";
/** What a programme is called whose title holds nothing that can be written. */
const UNTITLED = "Programme";
/** The station's own words are English. */
const OURS = { lang: "en" };
const CATEGORIES: Readonly<Record<GuideEntry["kind"], string>> = {
  live: "Live",
  recording: "Recorded",
  block: "Recorded",
  slate: "Interlude",
};

/**
 * The guide as XMLTV, by its DTD: one channel, its slots by start. `firstShown`: of airings that air again, when they were on
 * first.
 */
export function xmltv(feed: GuideFeed, firstShown: ReadonlyMap<string, Second> = new Map()): string {
  const { name, origin } = feed;
  const channel = broadcastId(feed);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tv SYSTEM "xmltv.dtd">',
    xmlStart("tv", { "source-info-url": origin, "source-info-name": name, "generator-info-name": "Nonstop" }),
    `  ${xmlStart("channel", { id: channel })}`,
    `    ${xmlElement("display-name", name)}`,
    `    ${xmlEmpty("icon", { src: `${origin}/logo.png`, width: 512, height: 512 })}`,
    `    ${xmlElement("url", `${origin}/`)}`,
    "  </channel>",
    ...feed.slots.flatMap((slot) => [
      `  ${xmlStart("programme", { start: time(slot.start), stop: time(slot.end), channel })}`,
      ...contentOf(slot, origin, firstShown).map((line) => `    ${line}`),
      "  </programme>",
    ]),
    "</tv>",
    "",
  ].join("\n");
}

function contentOf(slot: Slot, origin: string, firstShown: ReadonlyMap<string, Second>): string[] {
  const icon = xmlEmpty("icon", { src: pictureOf(origin, {}) });
  switch (slot.kind) {
    case "programme":
      return programme(slot, { origin, firstShown: firstShown.get(slot.entry.airing) });
    case "piece":
      return [xmlElement("title", titleOf(slot.title)), xmlElement("category", "Filler", OURS), icon];
    case "between":
    default: {
      const titles = slot.titles.map(oneLine).filter((title) => title !== "");
      const words = titles.length === 0 ? [] : [xmlElement("desc", titles.join(", "))];
      return [xmlElement("title", BETWEEN, OURS), ...words, xmlElement("category", "Interlude", OURS), icon];
    }
  }
}

// The order of the elements is the DTD's.
function programme(
  { entry, piece }: Extract<Slot, { kind: "programme" }>,
  { origin, firstShown }: { origin: string; firstShown: Second | undefined },
): string[] {
  const { kind, start, timezone, show } = entry;
  const lang = oneLine(entry.language ?? "") || undefined;
  const words = programmeWords(entry);
  return [
    xmlElement("title", titleOf(entry.title), { lang }),
    ...(piece === undefined ? [] : [xmlElement("sub-title", titleOf(piece.title))]),
    ...(words === "" ? [] : [xmlElement("desc", words, { lang })]),
    ...credits(entry.presenters),
    // What is live is made when it airs.
    ...(kind === "live" ? [xmlElement("date", wallDate(start, timezone).replaceAll("-", ""))] : []),
    xmlElement("category", CATEGORIES[kind], OURS),
    ...(lang === undefined ? [] : [xmlElement("language", lang)]),
    xmlEmpty("icon", { src: pictureOf(origin, entry) }),
    xmlElement("url", programmePage(origin, entry.slug)),
    // An episode goes by the day on which it was on first; a piece is a part of its block.
    ...(show === undefined
      ? []
      : [xmlElement("episode-num", wallDate(firstShown ?? start, timezone), { system: "onscreen" })]),
    ...(piece === undefined
      ? []
      : [xmlElement("episode-num", `..${piece.number - 1}/${piece.of}`, { system: "xmltv_ns" })]),
    ...(firstShown === undefined ? [] : [xmlEmpty("previously-shown", { start: time(firstShown) })]),
    ...(kind === "live" && firstShown === undefined ? ["<new />"] : []),
  ];
}

function credits(people: readonly Presenter[]): string[] {
  const named = people.map((person) => ({ person, name: oneLine(person.name) }));
  const creditsOf = (credit: "presenter" | "guest"): string[] =>
    named
      .filter(({ person, name }) => name !== "" && creditOf(person) === credit)
      .map(({ name }) => `  ${xmlElement(credit, name)}`);
  const lines = [...creditsOf("presenter"), ...creditsOf("guest")];
  return lines.length === 0 ? [] : ["<credits>", ...lines, "</credits>"];
}

function titleOf(title: string): string {
  return oneLine(title) || UNTITLED;
}

function time(second: Second): string {
  const civil = civilTime(second);
  return `${civil.date}${civil.time} +0000`;
}
