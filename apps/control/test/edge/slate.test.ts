import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, house, RENDITIONS, T, TestClock, textOf } from "./station.ts";

let time: TestClock;
beforeEach(() => {
  time = new TestClock(T * 1000);
});
afterEach(async () => {
  time.end();
  await reset();
});

describe("a channel with nothing else alive", () => {
  it("plays slate from the first request: a multivariant, a full playlist, inits and segments", async () => {
    const multivariant = await ask("/live/main/index.m3u8");
    expect(multivariant.status).toBe(200);
    expect(multivariant.headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
    expect(await textOf(multivariant)).toContain("v360/index.m3u8");
    for (const rendition of RENDITIONS) {
      const playlist = await ask(`/live/main/${rendition}/index.m3u8`);
      expect(playlist.headers.get("cache-control")).toBe("public, max-age=1");
      expect(playlist.headers.get("access-control-allow-origin")).toBe("*");
      const text = await textOf(playlist);
      const segments = text.split("\n").filter((line) => /^[\w-]+\/\d+\.m4s$/.test(line));
      expect(segments.length).toBeGreaterThanOrEqual(29);
      const segment = await ask(`/live/main/${rendition}/${segments[0] ?? ""}`);
      expect(segment.status).toBe(200);
      expect(segment.headers.get("cache-control")).toContain("immutable");
      const first = Number(/\/(\d+)/.exec(segments[0] ?? "")?.[1]) * 4;
      const wanted = [0, 1, 2, 3].map((i) => house.slateFragment(first + i, rendition).byteLength);
      expect((await segment.arrayBuffer()).byteLength).toBe(wanted.reduce((a, b) => a + b));
      expect((await ask(`/live/main/${rendition}/init.mp4`)).status).toBe(200);
    }
  });

  it("gzips playlists for those who understand it", async () => {
    const answer = await ask("/live/main/v360/index.m3u8", { headers: { "accept-encoding": "gzip, br" } });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")).toBe("accept-encoding");
    await answer.body?.cancel();
    expect((await ask("/live/main/v360/index.m3u8")).headers.get("content-encoding")).toBeNull();
  });

  it("heals an outage of hours at the first read", async () => {
    await ask("/live/main/v360/index.m3u8");
    await time.to((T + 36_000) * 1000);
    const text = await textOf(ask("/live/main/v360/index.m3u8"));
    expect(text).toContain(`part/${T + 36_000 - 3}.m4s`);
    expect(text).not.toContain("DISCONTINUITY");
    const inTheMiddle = await ask(`/live/main/v360/${(T + 18_000) / 4}.m4s`);
    expect(inTheMiddle.status).toBe(200);
  });

  it("lets a blocked reader go with slate when nobody proposes, and holds no timer after that", async () => {
    await ask("/live/main/v360/index.m3u8");
    const open = T - 2 - 1;
    const waiting = ask(`/live/main/v360/index.m3u8?_HLS_msn=${Math.floor(open / 4)}&_HLS_part=${open % 4}`);
    const hinted = ask(`/live/main/v360/part/${open}.m4s`);
    await time.armed();
    await time.to((open + 3.5) * 1000);
    expect(await textOf(waiting)).toContain(`part/${open}.m4s`);
    expect((await hinted).status).toBe(200);
    expect(time.timers).toBeLessThanOrEqual(1);
    await time.to((T + 20) * 1000);
    expect(time.timers).toBe(0);
  });
});
