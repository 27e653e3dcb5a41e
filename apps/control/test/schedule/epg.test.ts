import { afterEach, beforeEach, expect, it } from "vitest";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

it("gives the guide to boxes, calendars and IPTV players", async () => {
  await station.publish("ev1", station.live(600, { title: "News & weather" }));
  const read = async (format: string, type: string): Promise<string> => {
    const { status, text, headers } = await station.get(`/epg/main.${format}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    return text;
  };
  expect(await read("xml", "application/xml")).toContain("<title>News &amp; weather</title>");
  const calendar = await read("ics", "text/calendar");
  expect(calendar).toContain("\r\nUID:ev1@station.test\r\n");
  expect(calendar).toContain("\r\nURL:https://station.test/schedule/morning-show\r\n");
  expect(await read("m3u", "audio/x-mpegurl")).toContain("\nhttps://station.test/live/main/index.m3u8\n");
});

it.each([
  ["nowhere.xml", "unknown-channel"],
  ["main.txt", "no-such-path"],
  ["main", "no-such-path"],
])("has no feed %s", async (feed, code) => {
  expect(await station.get(`/epg/${feed}`)).toMatchObject({ status: 404, body: { error: { code } } });
});
