import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ask, channelInEachTest, T, textOf } from "./station.ts";

const time = channelInEachTest();

const current = Math.floor((T - 3) / 4);

describe("whatever a viewer sends", () => {
  it("gets a clean refusal, which caches keep as long as it stays true for everybody", async () => {
    const table: [string, number, number?][] = [
      ["/live/other/index.m3u8", 404, 60],
      ["/live/other/v360/index.m3u8", 404, 60],
      ["/api/v1/channels/other/now", 404, 60],
      ["/epg/other.xml", 404, 60],
      ["/replay/other.m3u8", 404, 5],
      ["/live/%E2%98%83/index.m3u8", 404, 3600],
      ["/live/main/v999/index.m3u8", 404, 60],
      ["/live/main/constructor/index.m3u8", 404, 60],
      ["/live/main/v360/index.m3u8?_HLS_msn=x", 400, 3600],
      ["/live/main/v360/index.m3u8?_HLS_msn=-1", 400, 3600],
      ["/live/main/v360/index.m3u8?_HLS_msn=1e3", 400, 3600],
      ["/live/main/v360/index.m3u8?_HLS_msn=99999999999999999999", 400, 3600],
      ["/live/main/v360/index.m3u8?_HLS_part=1", 400, 3600],
      [`/live/main/v360/index.m3u8?_HLS_msn=${current}&_HLS_part=-1`, 400, 3600],
      [`/live/main/v360/index.m3u8?_HLS_msn=${current + 3}`, 400, 1],
      ["/live/main/v360/1.5.m4s", 404, 3600],
      ["/live/main/v360/-4.m4s", 404, 3600],
      ["/live/main/v360/0.m4s", 404, 60],
      ["/live/main/v360/99999999999999999999.m4s", 404, 3600],
      [`/live/main/v360/${current + 9}.m4s`, 404, 1],
      [`/live/main/v360/0${current - 5}.m4s`, 404, 3600],
      ["/live/main/v360/part/0.m4s", 404, 60],
      ["/live/main/v360/part/4294967295.m4s", 404, 1],
      ["/live/main/v360/part/%00.m4s", 404, 3600],
      ["/live/main/v360/part/..%2f..%2f.m4s", 404, 3600],
      ["/live/main", 404, 60],
      ["/live/", 404, 60],
      ["/live/main/v360/init.mp4/x", 404, 60],
      ["/replay/%ff.m3u8", 404, 3600],
      ["/replay/a/b/c.m3u8", 404, 3600],
      ["/api/v1/nothing", 404],
    ];
    for (const [path, status, seconds] of table) {
      const answer = await ask(path);
      expect(answer.status, path).toBe(status);
      const keeps = seconds === undefined ? "no-store" : `public, max-age=${seconds}`;
      expect(answer.headers.get("cache-control"), path).toBe(keeps);
      const body: { error: { code: string } } = await answer.json();
      expect(body.error.code, path).toMatch(/^[a-z-]+$/);
    }
    // A name that a stranger makes up must not create a Durable Object.
    expect(await listDurableObjectIds(env.CHANNELS)).toHaveLength(1);
  });

  it("cannot write", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"])
      expect((await ask("/live/main/v360/index.m3u8", { method })).status).toBe(405);
    expect((await ask("/live/main/v360/index.m3u8", { method: "POST" })).headers.get("allow")).toBe(
      "GET, HEAD, OPTIONS",
    );
    const preflight = await ask("/live/main/v360/index.m3u8", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    const head = await ask("/live/main/v360/index.m3u8", { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await textOf(head)).toBe("");
  });

  it("is not held for ever: two segments ahead come as slate before three target durations are over", async () => {
    const waiting = ask(`/live/main/v360/index.m3u8?_HLS_msn=${current + 2}&_HLS_part=3`);
    await time.armed();
    await time.to(T * 1000 + 11_999);
    expect((await waiting).status).toBe(200);
  });

  it("a part beyond a segment's last means the next segment's first", async () => {
    const answer = await ask(`/live/main/v360/index.m3u8?_HLS_msn=${current - 1}&_HLS_part=9`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=6");
  });

  it("is refused what lies more than two segments after the last one listed, whole or not", async () => {
    // At T - 3 the open second is the second one of its segment. Three seconds later it is the first one of its
    // segment.
    for (const seconds of [0, 3]) {
      await time.to((T + seconds) * 1000);
      const last = Math.floor((T + seconds - 4) / 4);
      const refused = await ask(`/live/main/v360/index.m3u8?_HLS_msn=${last + 3}`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: "too-far", field: "_HLS_msn" } });
    }
  });

  it("gets a playlist in gzip only when it takes gzip", async () => {
    const table: [string | undefined, string | null][] = [
      [undefined, null],
      ["identity", null],
      ["gzip;q=0", null],
      ["*, gzip; q=0.0", null],
      ["br", null],
      ["gzip", "gzip"],
      ["br;q=1.0, GZIP;q=0.5", "gzip"],
      ["*", "gzip"],
    ];
    for (const [accepts, coding] of table) {
      // The platform passes on its own header, with the client's beside it.
      const answer = await ask("/live/main/v360/index.m3u8", {
        headers: { "accept-encoding": "gzip, br" },
        cf: { clientAcceptEncoding: accepts ?? "" },
      });
      expect(answer.headers.get("content-encoding"), accepts).toBe(coding);
      await answer.body?.cancel();
    }
  });

  it("asks for a file that is not there, and nobody keeps the answer", async () => {
    const answer = await ask("/assets/gone.js");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("asks the pages for addresses that are none, and gets headers that keep them safe", async () => {
    for (const path of ["/", "/schedule/some-show"]) {
      const page = await ask(path);
      expect(page.headers.get("content-security-policy"), path).toContain("frame-ancestors 'self'");
      expect(page.headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(page.headers.get("strict-transport-security"), path).toBe("max-age=31536000");
    }
  });

  it("finds health, figures and the description of the API", async () => {
    expect((await ask("/healthz")).status).toBe(200);
    expect(await textOf(ask("/metrics"))).toContain(
      'nonstop_edge_open_second_lateness_seconds{channel="main"}',
    );
    const document: { paths: Record<string, unknown> } = await (await ask("/api/v1/openapi.json")).json();
    expect(Object.keys(document.paths)).toContain("/api/v1/channels/{channel}/takes");
  });
});
