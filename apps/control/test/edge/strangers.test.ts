import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { Channel } from "../../../channel/src/channel.ts";
import { ask, channelInEachTest, propose, T, textOf } from "./station.ts";

const time = channelInEachTest();

/** Counts what the Workers ask of the channel's object from now on, by name. */
function countCalls(): () => Record<string, number> {
  const names = [
    ...(["listed", "part", "segment", "showing", "airingsShown", "slateSpans"] as const),
    ...(["asRun", "figures"] as const),
  ];
  const spies = names.map((name) => [name, vi.spyOn(Channel.prototype, name)] as const);
  return () =>
    Object.fromEntries(
      spies.flatMap(([name, { mock }]) => (mock.calls.length === 0 ? [] : [[name, mock.calls.length]])),
    );
}

/** Asks for all paths at once. Returns how often each status was answered. */
async function askAll(paths: readonly string[]): Promise<object> {
  const counts: Record<number, number> = {};
  await Promise.all(
    paths.map(async (path) => {
      const answer = await ask(path);
      await answer.body?.cancel();
      counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    }),
  );
  return counts;
}

const times = (count: number, path: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => path(index));

describe("a stranger who makes up addresses", () => {
  it("asks for what cannot be, and the channel's object hears nothing of it", async () => {
    const calls = countCalls();
    const paths = [
      ...times(20, (i) => `/live/main/v360/part/${i}.m4s`),
      ...times(20, (i) => `/live/main/v360/part/${T - 1000 - i}.m4s`),
      ...times(20, (i) => `/live/main/v360/part/${T + 10 + i}.m4s`),
      ...times(20, (i) => `/live/main/v360/${i}.m4s`),
      ...times(20, (i) => `/live/main/v360/${T / 4 + 2 + i}.m4s`),
      ...times(20, (i) => `/live/room-${i}/v360/index.m3u8`),
      ...times(20, (i) => `/live/main/v${100 + i}/part/${T - 5}.m4s`),
    ];
    expect(await askAll(paths)).toEqual({ 404: 140 });
    const reloads = times(20, (i) => `/live/main/v360/index.m3u8?_HLS_msn=${T / 4 + 10 + i}`);
    expect(await askAll(reloads)).toEqual({ 400: 20 });
    expect(calls()).toEqual({});
  });

  it("adds queries that mean nothing, and is sent to the one address that caches keep", async () => {
    const calls = countCalls();
    const table: [string, string][] = [
      [`/live/main/v360/part/${T - 5}.m4s?x=1`, `/live/main/v360/part/${T - 5}.m4s`],
      [`/live/main/v360/${T / 4 - 2}.m4s?_HLS_msn=1`, `/live/main/v360/${T / 4 - 2}.m4s`],
      ["/live/main/index.m3u8?a&b", "/live/main/index.m3u8"],
      ["/live/main/v360/index.m3u8?x=1", "/live/main/v360/index.m3u8"],
      ["/live/main/v360/index.m3u8?x=1&_HLS_msn=07", "/live/main/v360/index.m3u8?_HLS_msn=7"],
      [
        "/live/main/v360/index.m3u8?_HLS_part=2&_HLS_msn=7&_HLS_msn=8",
        "/live/main/v360/index.m3u8?_HLS_msn=7&_HLS_part=2",
      ],
      ["/replay/show-1.m3u8?x", "/replay/show-1.m3u8"],
    ];
    for (const [path, to] of table) {
      const answer = await ask(path, { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")], path).toEqual([302, to]);
      expect(answer.headers.get("cache-control"), path).toBe("public, max-age=300");
      expect(answer.headers.get("access-control-allow-origin"), path).toBe("*");
    }
    expect(calls()).toEqual({});
  });

  it("makes up the names of programmes, and the object is asked once which there are", async () => {
    const calls = countCalls();
    expect(await askAll(times(50, (i) => `/replay/made-up-${i}.m3u8`))).toEqual({ 404: 50 });
    expect(calls()).toEqual({ airingsShown: 1 });
  });

  it("walks through the past, and the object is asked once for each day", async () => {
    await time.to((T + 10 * 86_400) * 1000);
    await ask("/live/main/v360/index.m3u8");
    const calls = countCalls();
    const day = T - (T % 86_400) + 3 * 86_400;
    expect(await askAll(times(100, (i) => `/live/main/v360/${day / 4 + i * 200}.m4s`))).toEqual({ 200: 100 });
    expect(calls()).toEqual({ slateSpans: 1 });
  });
});

describe("any number of readers", () => {
  it("of a part, a segment or a playlist cost the object one call", async () => {
    await propose(T - 3);
    const calls = countCalls();
    await time.to((T + 1) * 1000);
    expect(await askAll(times(100, () => `/live/main/v360/part/${T - 3}.m4s`))).toEqual({ 200: 100 });
    expect(await askAll(times(100, () => `/live/main/v360/${T / 4 - 2}.m4s`))).toEqual({ 200: 100 });
    expect(await askAll(times(100, () => "/live/main/v360/index.m3u8"))).toEqual({ 200: 100 });
    expect(calls()).toEqual({ part: 1, segment: 1, listed: 1 });
  });

  it("who wait for the same part cost the object one call, and all get it", async () => {
    const open = T - 3;
    const calls = countCalls();
    const reload = `/live/main/v360/index.m3u8?_HLS_msn=${Math.floor(open / 4)}&_HLS_part=${open % 4}`;
    const waiting = [
      askAll(times(100, () => reload)),
      askAll(times(100, () => `/live/main/v360/part/${open}.m4s`)),
    ];
    await time.armed();
    await propose(open);
    expect(await Promise.all(waiting)).toEqual([{ 200: 100 }, { 200: 100 }]);
    expect(calls()).toEqual({ part: 1, listed: 1 });
  });

  it("of health, figures and what is on cost the object a call in a moment", async () => {
    const calls = countCalls();
    for (const path of ["/healthz", "/metrics", "/api/v1/channels/main/now"])
      expect(await askAll(times(50, (i) => `${path}?x=${i}`)), path).toEqual({ 200: 50 });
    expect(calls()).toEqual({ figures: 1, asRun: 1 });
    await time.to((T + 2) * 1000);
    expect(await textOf(ask("/healthz"))).toContain(`"openSecond":${T - 1}`);
    expect(calls()).toEqual({ figures: 2, asRun: 1 });
  });
});

describe("an address that asks for more media than a crowd would", () => {
  it("is turned away from all of it, and nobody else is", async () => {
    const counted = vi.spyOn(env.MEDIA_READS, "limit");
    counted.mockImplementation(({ key }) => Promise.resolve({ success: key !== "192.0.2.1" }));
    const paths = ["/live/main/index.m3u8", "/live/main/v360/part/1.m4s", "/replay/zzz.m3u8", "/live/x"];
    for (const path of paths) {
      const answer = await ask(path, { headers: { "cf-connecting-ip": "192.0.2.1" } });
      expect(answer.status, path).toBe(429);
      expect(answer.headers.get("cache-control"), path).toBe("no-store");
      expect((await ask(path, { headers: { "cf-connecting-ip": "192.0.2.2" } })).status, path).not.toBe(429);
    }
  });
});
