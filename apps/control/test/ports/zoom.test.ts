import { secondOf } from "@nonstop/contract/time";
import { noFaults } from "@nonstop/sandbox/faults";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { MeetingWish } from "../../src/schedule/ports/meetings.ts";
import { zoomMeetings } from "../../src/vendors/zoom/meetings.ts";
import { quietWorld } from "../stand-ins/quiet-world.ts";
import { ZoomInProcess } from "../stand-ins/zoom.ts";
import { describeMeetings } from "./describe-meetings.ts";

afterEach(() => void vi.restoreAllMocks());

const SETTINGS = {
  apiUrl: env.ZOOM_API_URL,
  oauthUrl: env.ZOOM_OAUTH_URL,
  accountId: env.ZOOM_ACCOUNT_ID,
  clientId: env.ZOOM_CLIENT_ID,
  clientSecret: env.ZOOM_CLIENT_SECRET,
  rtmpUrl: env.RTMP_URL,
  markSecret: env.STREAM_KEY_SECRET,
};

function openAccount(nowMs = (): number => Date.now()): ZoomInProcess {
  const world = quietWorld({ nowMs, deliver: () => undefined });
  const zoom = new ZoomInProcess(world, { all: noFaults() });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    zoom.answer(new Request(input, init)),
  );
  return zoom;
}

describeMeetings("Zoom's stand-in behind our client", () => {
  const zoom = openAccount();
  zoom.faults.unlicensed = ["una@station.test"];
  return {
    meetings: zoomMeetings(SETTINGS),
    host: env.ZOOM_HOST_USER,
    wishedHost: env.ZOOM_HOST_USER,
    nowSecond: secondOf(Date.now()),
    enter: (id) => zoom.enter(id),
    loseNextAnswer: () => zoom.failNext({ kind: "lost" }),
    limitNextCall: (seconds) => zoom.failNext({ kind: "rate-limit", retryAfter: String(seconds) }),
    refuseNextCall: (scope) => zoom.failNext({ kind: "scope", scope }),
    revokeTokens: () => zoom.revokeTokens(),
    licensed: "lin@station.test",
    unlicensed: "una@station.test",
    hideUsers: () => {
      zoom.faults.refusals = [{ method: "GET", path: "/users/*", status: 400 }];
    },
  };
});

describe("a meeting whose marker stands in its agenda, as it once did", () => {
  const wish: MeetingWish = {
    host: env.ZOOM_HOST_USER,
    wishedHost: env.ZOOM_HOST_USER,
    room: "studio-1",
    topic: "Morning show",
    agenda: "Nonstop airing station/ev1",
    marker: { station: env.PUBLIC_URL, space: "station", environment: "master", entry: "ev1" },
    start: secondOf(Date.now()) + 3600,
    end: secondOf(Date.now()) + 7200,
    timezone: "Europe/Berlin",
    alternativeHosts: [],
    livestreamUntil: 9_000_000_000,
    meetingKey: "m",
    livestreamKey: "l",
  };
  const target = { streamKey: "key", pageUrl: "https://station.test", resolution: "720p" } as const;

  it.each([
    ["is found when it sends to us", env.RTMP_URL, true],
    ["is found when it sends nowhere yet", undefined, true],
    ["is another station's when it sends there", "rtmp://elsewhere.test/live", false],
  ])("%s", async (_, streamUrl, isFound) => {
    openAccount();
    const made = await zoomMeetings({ ...SETTINGS, markSecret: "unknown" }).createMeeting(wish);
    const id = made.kind === "ok" ? made.value.id : "";
    const meetings = zoomMeetings(SETTINGS);
    if (streamUrl !== undefined) await meetings.pointLivestream(id, { ...target, streamUrl });
    expect(await meetings.findMeeting(wish)).toEqual({ kind: "ok", value: isFound ? id : undefined });
  });
});

it("renews a token that ends in mid-run, sooner than it said, and one that lasts for seconds", async () => {
  let aheadMs = 0;
  const zoom = openAccount(() => Date.now() + aheadMs);
  const meetings = zoomMeetings(SETTINGS);
  expect(await meetings.readMeeting("1")).toMatchObject({ kind: "gone" });
  aheadMs = 2 * 3600_000;
  expect(await meetings.readMeeting("1")).toMatchObject({ kind: "gone" });
  expect(zoom.requests.matching(/^GET .*\/meetings\/1$/, 401)).toHaveLength(1);
  zoom.faults.tokenSeconds = 2;
  zoom.revokeTokens();
  for (let i = 0; i < 3; i += 1) expect(await meetings.readMeeting("1")).toMatchObject({ kind: "gone" });
});
