import { expect, it } from "vitest";
import { PlaylistRoles } from "./playlist-roles.ts";

const master = (session: string): string =>
  [
    "#EXTM3U",
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",URI="${session}/sound.m3u8"`,
    '#EXT-X-STREAM-INF:BANDWIDTH=800000,AUDIO="a"',
    `${session}/low.m3u8`,
    '#EXT-X-STREAM-INF:BANDWIDTH=2000000,AUDIO="a"',
    `https://cdn.example/${session}/high.m3u8?token=${session}`,
    '#EXT-X-STREAM-INF:BANDWIDTH=2000000,AUDIO="a"',
    `https://other.example/${session}/high.m3u8`,
  ].join("\n");

/** The roles of all playlists of a source in one run, whose addresses hold this session's id. */
function rolesOf(roles: PlaylistRoles, session: string): string[] {
  roles.begin("https://tv.example/live.m3u8");
  roles.follow(new URL("http://tv.example/live.m3u8"), `https://tv.example/${session}/live.m3u8`);
  const at = new URL(`http://tv.example/${session}/live.m3u8`);
  roles.learn(at, master(session));
  return [
    at.href,
    `http://tv.example/${session}/${session}/sound.m3u8`,
    `http://tv.example/${session}/${session}/low.m3u8`,
    `http://cdn.example/${session}/high.m3u8?token=${session}`,
    `http://other.example/${session}/high.m3u8`,
  ].map((address) => roles.of(new URL(address)));
}

it("knows a playlist in the next run, whichever session is in its address", () => {
  const roles = new PlaylistRoles();
  const first = rolesOf(roles, "s1");
  expect(new Set(first).size).toBe(5);
  expect(first.join()).not.toContain("s1");
  expect(rolesOf(roles, "s2")).toEqual(first);
});

it("goes by the address of what it has not heard of", () => {
  const roles = new PlaylistRoles();
  roles.begin("https://tv.example/live.m3u8");
  expect(roles.of(new URL("http://tv.example/other.m3u8?a"))).toBe("tv.example/other.m3u8");
});
