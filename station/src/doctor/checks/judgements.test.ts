import { describe, expect, it } from "vitest";
import type { Finding } from "../frame/finding.ts";
import type { Asking } from "../instruments/instruments.ts";
import { judgeTls } from "./certificates.ts";
import { judgeClocks } from "./clock.ts";
import { judgeAccess, judgeClosed } from "./doors/closed-doors.ts";
import { judgeCacheControl } from "./media/cache-headers.ts";
import { nobodyAnswers } from "./doors/nobody-answers.ts";
import { judgeAgent } from "./media/user-agents.ts";
import { judgeName } from "./names.ts";
import { judgePlayouts } from "./playouts.ts";
import { judgePush, type Sight } from "./trial-push.ts";

const NOW_MS = Date.UTC(2030, 0, 1);
const DAY_MS = 86_400_000;

const told = (...findings: (Finding | undefined)[]): string[] =>
  findings.flatMap((finding) =>
    finding?.kind === "bad" ? [finding.says] : finding?.kind === "skipped" ? [finding.why] : [],
  );
const answer = (status: number, o: { text?: string; headers?: Record<string, string> } = {}): Asking => ({
  kind: "answer",
  status,
  headers: new Headers(o.headers),
  text: o.text ?? "",
  size: 0,
  askedMs: 0,
  tookMs: 0,
});
const BANNED = { text: "error code: 1010" };

it("tells of a station that is not there once, and of one that answers in part by each door", () => {
  const silent: Asking = { kind: "unreachable", problem: "refuses the connection" };
  expect(told(nobodyAnswers([silent, silent, silent]))).toEqual([
    "None of 3 questions was answered: the station refuses the connection.",
  ]);
  expect(told(nobodyAnswers([silent, answer(200)]), nobodyAnswers([]))).toEqual([]);
});

describe("names", () => {
  it("of ingest are not proxied, of the station are", () => {
    expect(judgeName("tv.test", ["104.16.1.1", "2606:4700::1"], "site").kind).toBe("good");
    expect(judgeName("in.test", ["198.51.100.7", "2001:db8::1"], "ingest").kind).toBe("good");
    expect(told(judgeName("in.test", ["2606:4700::1"], "ingest"))).toEqual([
      "in.test points at Cloudflare's proxy, which takes no RTMP.",
    ]);
    expect(told(judgeName("tv.test", ["198.51.100.7"], "site"))).toEqual([
      "tv.test does not point at Cloudflare (198.51.100.7).",
    ]);
    expect(told(judgeName("tv.test", [], "site"), judgeName("in.test", [], "ingest"))).toEqual([
      "tv.test has no address.",
      "in.test has no address.",
    ]);
  });
});

describe("certificates", () => {
  const tls = { kind: "tls" as const, protocol: "TLSv1.3", issuer: "Let's Encrypt", untrusted: undefined };
  const refused = { kind: "unreachable" as const, problem: "does not speak TLS there" };
  const judge = (over: object, old: Parameters<typeof judgeTls>[1]["old"] = refused): Finding[] =>
    judgeTls(
      "in.test:443",
      { now: { ...tls, validToMs: NOW_MS + 60 * DAY_MS, ...over }, old },
      { nowMs: NOW_MS, cure: "Look." },
    );

  it("are good for a while, and trusted", () => {
    expect(judge({}).map(({ kind }) => kind)).toEqual(["good"]);
    expect(told(...judge({ validToMs: NOW_MS + 3 * DAY_MS }))).toEqual([
      "The certificate of in.test:443 ends in 3 days.",
    ]);
    expect(told(...judge({ validToMs: NOW_MS - DAY_MS }))).toEqual([
      "The certificate of in.test:443 has expired.",
    ]);
    expect(told(...judge({ validToMs: Number.NaN }))).toHaveLength(1);
    expect(told(...judge({ untrusted: "shows a certificate for another name" }))).toEqual([
      "in.test:443 shows a certificate for another name.",
    ]);
    expect(
      told(...judgeTls("in.test:443", { now: refused, old: refused }, { nowMs: NOW_MS, cure: "Look." })),
    ).toEqual(["in.test:443 does not speak TLS there."]);
  });

  it("come with TLS 1.2 at least", () => {
    expect(told(...judge({}, { ...tls, protocol: "TLSv1.1", validToMs: NOW_MS }))).toEqual([
      "in.test:443 still speaks TLSv1.1.",
    ]);
  });
});

it("compares the station's clock with this machine's and with the vendors'", () => {
  expect(
    judgeClocks({ stationMs: -700, vendors: [{ name: "Zoom", ms: 400 }] }).map(({ kind }) => kind),
  ).toEqual(["good"]);
  expect(told(...judgeClocks({ stationMs: 5000, vendors: [{ name: "Zoom", ms: 5400 }] }))).toEqual([
    "This machine's clock is 5 s behind the station's.",
  ]);
  expect(told(...judgeClocks({ stationMs: 200, vendors: [{ name: "Zoom", ms: -60_000 }] }))).toEqual([
    "The station's clock is 60 s ahead of Zoom's: signed webhooks will be taken for old.",
  ]);
});

describe("doors", () => {
  it("are closed by 401 alone", () => {
    expect(told(judgeClosed("GET /x", answer(401)))).toEqual([]);
    expect(
      told(
        judgeClosed("GET /x", answer(200)),
        judgeClosed("GET /x", answer(404)),
        judgeClosed("GET /x", answer(503)),
      ),
    ).toEqual([
      "GET /x lets in whoever asks, without a token (200).",
      "GET /x answers 404 instead of 401.",
      "GET /x is not set up.",
    ]);
  });

  it("of the control room have Cloudflare Access in front", () => {
    const location = "https://team.cloudflareaccess.com/cdn-cgi/access/login/tv.test?kid=1";
    expect(judgeAccess(answer(302, { headers: { location } })).kind).toBe("good");
    const elsewhere = "https://evil.test/?next=team.cloudflareaccess.com/";
    expect(judgeAccess(answer(302, { headers: { location: elsewhere } })).kind).toBe("bad");
    expect(told(judgeAccess(answer(200)))).toEqual([
      "Cloudflare Access does not stand in front of /control-room/ (200).",
    ]);
  });

  it("let in whoever comes, whatever they call themselves", () => {
    expect(
      told(judgeAgent("/live", "VLC", answer(200)), judgeAgent("/hooks", "nobody", answer(404))),
    ).toEqual([]);
    expect(told(judgeAgent("/live", "VLC", answer(403, BANNED)))).toEqual([
      "/live as VLC: Cloudflare turns it away (403, error 1010: browser integrity).",
    ]);
    expect(told(judgeAgent("/live", "VLC", answer(403)), judgeAgent("/live", "VLC", answer(429)))).toEqual([
      "/live as VLC is answered with 403.",
      "/live as VLC is answered with 429.",
    ]);
  });
});

it("knows how long caches may keep what viewers read", () => {
  const immutable = "public, max-age=31536000, immutable";
  expect(
    told(
      judgeCacheControl("part", immutable),
      judgeCacheControl("playlist", "public, max-age=1, must-revalidate"),
      judgeCacheControl("guide", "public, max-age=10"),
    ),
  ).toEqual([]);
  expect(told(judgeCacheControl("playlist", "public, max-age=14400"))).toEqual([
    'The playlist comes with "public, max-age=14400"; it is to be public and kept for 0 to 1 s.',
  ]);
  expect(
    told(judgeCacheControl("segment", null), judgeCacheControl("init", "public, max-age=31536000")),
  ).toEqual([
    "The segment comes with no Cache-Control; it is to be public and kept for at least 86400 s, and immutable.",
    'The init comes with "public, max-age=31536000"; it is to be public and kept for at least 86400 s, and immutable.',
  ]);
});

describe("playouts", () => {
  const playout = (
    leastMs: number,
    p95Ms: number,
    count = 100,
    ingestConnected = true,
  ): Parameters<typeof judgePlayouts>[0] => ({
    playouts: [
      {
        playout: "playout-1",
        startedAtMs: 0,
        rundownVersion: 1,
        clockOffsetMs: 0,
        clockSkewMs: 0,
        ingestConnected,
        rooms: [],
        assetsAheadSeconds: 3600,
        residentBytes: 1,
        commitRoundTrip: { count, leastMs, p95Ms },
        proposed: 1,
        refused: 0,
        warnings: [],
        seenMs: 0,
      },
    ],
  });

  it("are near the channel, or far from it, or busy", () => {
    expect(judgePlayouts(playout(20, 60), "deployed").map(({ kind }) => kind)).toEqual(["good"]);
    expect(told(...judgePlayouts(playout(140, 190), "deployed"))[0]).toMatch(/within 190 ms .*born far away/);
    expect(told(...judgePlayouts(playout(12, 190), "deployed"))[0]).toMatch(/busy/);
    expect(told(...judgePlayouts(playout(12, 30, 5), "deployed"))[0]).toMatch(/too few seconds/);
  });

  it("are as busy as the one machine of a station to try things with", () => {
    expect(judgePlayouts(playout(12, 190), "local").map(({ kind }) => kind)).toEqual(["skipped"]);
  });

  it("are there, and reach ingest", () => {
    expect(told(...judgePlayouts({ playouts: [] }, "deployed"))).toEqual([
      "No playout is connected: slate is on air.",
    ]);
    expect(told(...judgePlayouts(playout(20, 60, 100, false), "deployed"))).toEqual([
      "playout-1 does not reach ingest: no live room can air.",
    ]);
  });
});

describe("a push", () => {
  const sight: Sight = {
    liveAfterMs: 3000,
    seconds: 8,
    hadPicture: true,
    hadSound: true,
    goneAfterMs: 500,
    problem: undefined,
  };
  const sent = { kind: "sent" as const };
  const judge = (over: Partial<Sight>, how: Parameters<typeof judgePush>[1] = sent): string[] =>
    told(...judgePush({ ...sight, ...over }, how, "rtmps://in.test/live"));

  it("is seen as a room with picture and sound, and gone after it", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ hadPicture: false, hadSound: false })).toEqual([
      "The pushed picture did not arrive.",
      "The pushed sound did not arrive.",
    ]);
    expect(judge({ goneAfterMs: undefined })).toEqual([
      "The room was still live 8 s after the push had ended.",
    ]);
  });

  it("may fail, or lead nowhere", () => {
    const nowhere = { liveAfterMs: undefined };
    expect(judge(nowhere, { kind: "failed", problem: "the connection is refused" })).toEqual([
      "A push to rtmps://in.test/live fails: the connection is refused.",
    ]);
    expect(judge({ ...nowhere, problem: "The picture does not fit." })).toEqual([
      "A push to rtmps://in.test/live never became a live room. Ingest says: The picture does not fit.",
    ]);
  });
});
