import type { ChannelId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { GuideEntry } from "@nonstop/contract/guide";
import { civilTime } from "./civil-time.ts";
import { type GuideFeed, programmePage } from "./guide-feed.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** What XML 1.0 cannot hold, not even escaped: most controls, halves of surrogate pairs, two non-characters. */
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The guide as XMLTV: one channel, its programmes by start. */
export function xmltv({ channel, name, origin, entries }: GuideFeed): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tv SYSTEM "xmltv.dtd">',
    `<tv source-info-url="${escaped(origin)}" generator-info-name="Nonstop">`,
    `  <channel id="${escaped(channel)}">`,
    `    ${element("display-name", name)}`,
    `    ${element("url", `${origin}/`)}`,
    "  </channel>",
    ...entries.flatMap((entry) => programme(entry, channel, origin)),
    "</tv>",
    "",
  ].join("\n");
}

// The order of the elements is the DTD's.
function programme(entry: GuideEntry, channel: ChannelId, origin: string): string[] {
  const credits = entry.presenters.map(({ name }) => `      ${element("presenter", name)}`);
  return [
    `  <programme start="${time(entry.start)}" stop="${time(entry.end)}" channel="${escaped(channel)}">`,
    `    ${element("title", entry.title)}`,
    ...(entry.summary === "" ? [] : [`    ${element("desc", entry.summary)}`]),
    ...(credits.length === 0 ? [] : ["    <credits>", ...credits, "    </credits>"]),
    ...(entry.kind === "live" ? ['    <category lang="en">Live</category>'] : []),
    ...(entry.language === undefined ? [] : [`    ${element("language", entry.language)}`]),
    `    ${element("url", programmePage(origin, entry.slug))}`,
    "  </programme>",
  ];
}

function time(second: Second): string {
  const civil = civilTime(second);
  return `${civil.date}${civil.time} +0000`;
}

const element = (tag: string, text: string): string => `<${tag}>${escaped(text)}</${tag}>`;

const escaped = (text: string): string =>
  text.replaceAll(NO_XML, "").replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
