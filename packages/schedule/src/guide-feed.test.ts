import type { GuideEntry } from "@nonstop/contract/guide";
import { describe, expect, it } from "vitest";
import { calendarFeed } from "./calendar-feed.ts";
import { channelList } from "./channel-list.ts";
import type { GuideFeed } from "./guide-feed.ts";
import { xmltv } from "./xmltv.ts";

const entry: GuideEntry = {
  airing: "ev1",
  slug: "late-show",
  kind: "live",
  title: "Q&A: <late>",
  summary: 'News, weather; a\\b\r\nand "more"\u0007',
  presenters: [{ name: "Ana O'Neil" }, { name: "Bo" }],
  language: "en",
  start: 1_795_470_300,
  end: 1_795_473_900,
  timezone: "Europe/Berlin",
};
const film: GuideEntry = {
  airing: "ev2",
  slug: "film",
  kind: "recording",
  title: "Film",
  summary: "",
  presenters: [],
  start: 1_795_473_900,
  end: 1_795_477_500,
  timezone: "UTC",
};
const feed: GuideFeed = {
  channel: "main",
  name: "Nonstop main",
  origin: "https://tv.example:8443",
  entries: [entry, film],
};

describe("XMLTV", () => {
  it("tells channel and programmes, in the order of the DTD, escaped", () => {
    expect(xmltv(feed)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tv SYSTEM "xmltv.dtd">
<tv source-info-url="https://tv.example:8443" generator-info-name="Nonstop">
  <channel id="main">
    <display-name>Nonstop main</display-name>
    <url>https://tv.example:8443/</url>
  </channel>
  <programme start="20261123214500 +0000" stop="20261123224500 +0000" channel="main">
    <title>Q&amp;A: &lt;late&gt;</title>
    <desc>News, weather; a\\b\r
and &quot;more&quot;</desc>
    <credits>
      <presenter>Ana O&apos;Neil</presenter>
      <presenter>Bo</presenter>
    </credits>
    <category lang="en">Live</category>
    <language>en</language>
    <url>https://tv.example:8443/schedule/late-show</url>
  </programme>
  <programme start="20261123224500 +0000" stop="20261123234500 +0000" channel="main">
    <title>Film</title>
    <url>https://tv.example:8443/schedule/film</url>
  </programme>
</tv>
`);
  });

  it("leaves out what XML cannot hold, and keeps what it can", () => {
    const title = "a\u0000\uD800b\uFFFF 日本語 📺";
    expect(xmltv({ ...feed, entries: [{ ...film, title }] })).toContain("<title>ab 日本語 📺</title>");
  });
});

describe("the calendar", () => {
  const octets = (text: string): number => encodeURIComponent(text).replaceAll(/%../g, "x").length;
  const unfolded = (text: string): string[] => text.replaceAll("\r\n ", "").split("\r\n");

  it("has an event for each airing", () => {
    const lines = unfolded(calendarFeed(feed, 1_795_470_000));
    const first = lines.slice(lines.indexOf("BEGIN:VEVENT"), lines.indexOf("END:VEVENT"));
    expect(first).toEqual([
      "BEGIN:VEVENT",
      "UID:ev1@tv.example",
      "DTSTAMP:20261123T214000Z",
      "DTSTART:20261123T214500Z",
      "DTEND:20261123T224500Z",
      "SUMMARY:Q&A: <late>",
      String.raw`DESCRIPTION:With Ana O'Neil\, Bo.\n\nNews\, weather\; a\\b\nand "more"`,
      "URL:https://tv.example:8443/schedule/late-show",
      "TRANSP:TRANSPARENT",
    ]);
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(2);
    expect(lines.slice(-2)).toEqual(["END:VCALENDAR", ""]);
  });

  it("folds at 75 octets, never within a character", () => {
    const title = "x" + "é日📺".repeat(60);
    const text = calendarFeed({ ...feed, entries: [{ ...film, title }] }, 0);
    for (const line of text.split("\r\n")) expect(octets(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(unfolded(text)).toContain(`SUMMARY:${title}`);
  });
});

it("lists the channel for IPTV players", () => {
  expect(channelList({ ...feed, name: 'The "Main"\none' })).toBe(
    [
      '#EXTM3U url-tvg="https://tv.example:8443/epg/main.xml" x-tvg-url="https://tv.example:8443/epg/main.xml"',
      '#EXTINF:-1 tvg-id="main" tvg-name="The Main one",The Main one',
      "https://tv.example:8443/live/main/index.m3u8",
      "",
    ].join("\n"),
  );
});
