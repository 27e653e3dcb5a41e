import { expect, it } from "vitest";
import { parseSource } from "./event-source.ts";

it("takes the playlists of services that serve the Internet", () => {
  for (const url of [
    "https://customer-abc.cloudflarestream.com/0123/manifest/video.m3u8",
    "https://customer-abc.cloudflarestream.com/eyJhbGciOi.eyJzdWIi.sig/manifest/video.m3u8?protocol=llhls",
    "https://live.example.com/a/index.m3u8?token=%2Fx",
  ])
    expect(parseSource(url, false)).toEqual({ kind: "source", url });
});

it.each([
  ["video.m3u8", "is no address"],
  ["https://live.example.com/a b.m3u8", "is no address"],
  ["http://live.example.com/a.m3u8", "https"],
  ["rtmp://live.example.com/a", "https"],
  ["file:///etc/passwd", "https"],
  ["https://me:secret@live.example.com/a.m3u8", "password"],
  ["https://live.example.com:8443/a.m3u8", "port"],
  ["https://localhost/a.m3u8", "private"],
  ["https://studio.local/a.m3u8", "private"],
  ["https://metadata.google.internal./a.m3u8", "private"],
  ["https://intranet/a.m3u8", "private"],
  ["https://127.0.0.1/a.m3u8", "number"],
  ["https://0x7f.1/a.m3u8", "number"],
  ["https://2130706433/a.m3u8", "number"],
  ["https://8.8.8.8/a.m3u8", "number"],
  ["https://[::1]/a.m3u8", "number"],
  ["https://[::ffff:10.0.0.1]/a.m3u8", "number"],
  [`https://live.example.com/${"a".repeat(2048)}`, "characters"],
])("%s is refused, with a cure and without the address", (url, because) => {
  const answer = parseSource(url, false);
  expect(answer).toMatchObject({ kind: "problem", message: expect.stringContaining(because) });
  expect(JSON.stringify(answer)).not.toContain(url);
});

it("lets this machine in where a station is being developed, and nothing else", () => {
  const isTaken = (url: string): boolean => parseSource(url, true).kind === "source";
  expect(isTaken("http://127.0.0.1:9190/live.m3u8")).toBe(true);
  expect(isTaken("http://localhost:9190/live.m3u8")).toBe(true);
  expect(isTaken("http://10.0.0.1/live.m3u8")).toBe(false);
  expect(isTaken("https://10.0.0.1/live.m3u8")).toBe(false);
  expect(isTaken("http://127.0.0.1.example.com/live.m3u8")).toBe(false);
});
