import { expect, it } from "vitest";
import { channelList } from "./channel-list.ts";
import { broadcastId } from "./guide-feed.ts";

const station = { channel: "main", name: "Nonstop main", origin: "https://tv.example:8443" };

it("lists the channel for IPTV players, with its guide and how to catch up by time", () => {
  const [first, ...rest] = channelList(station).split("\n");
  const guide = "https://tv.example:8443/epg/main.xml";
  expect(first).toBe(`#EXTM3U url-tvg="${guide}" x-tvg-url="${guide}"`);
  const lines = rest.filter((line) => !line.startsWith("#KODIPROP:"));
  const [, attributes = "", name] = /^#EXTINF:-1 (.*),([^,]*)$/.exec(lines[0] ?? "") ?? [];
  expect(name).toBe("Nonstop main");
  expect(
    Object.fromEntries([...attributes.matchAll(/([a-z-]+)="([^"]*)"/g)].map((one) => one.slice(1))),
  ).toEqual({
    "tvg-id": broadcastId(station),
    "tvg-name": "Nonstop main",
    "tvg-chno": "1",
    "tvg-logo": "https://tv.example:8443/logo.png",
    "group-title": "Nonstop",
    catchup: "default",
    "catchup-days": "14",
    "catchup-source": "https://tv.example:8443/epg/main/{utc}-{utcend}.m3u8",
  });
  expect(lines.slice(1)).toEqual(["https://tv.example:8443/live/main/index.m3u8", ""]);
});

it("keeps a name in its line and its quotes", () => {
  const text = channelList({ ...station, name: 'The "Main", \r\none' });
  expect(text).toContain('tvg-name="The Main one"');
  expect(text).toContain(",The Main one\n");
  expect(text.trimEnd().split("\n")).toHaveLength(6);
});
