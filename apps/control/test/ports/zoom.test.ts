import { secondOf } from "@nonstop/contract/time";
import { noFaults } from "@nonstop/sandbox/faults";
import { env } from "cloudflare:workers";
import { afterEach, vi } from "vitest";
import { zoomMeetings } from "../../src/vendors/zoom/meetings.ts";
import { quietWorld } from "../stand-ins/quiet-world.ts";
import { ZoomInProcess } from "../stand-ins/zoom.ts";
import { describeMeetings } from "./describe-meetings.ts";

afterEach(() => void vi.restoreAllMocks());

describeMeetings("Zoom's stand-in behind our client", () => {
  const world = quietWorld({ nowMs: () => Date.now(), deliver: () => undefined });
  const zoom = new ZoomInProcess(world, { all: noFaults() });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    zoom.answer(new Request(input, init)),
  );
  return {
    meetings: zoomMeetings({
      apiUrl: env.ZOOM_API_URL,
      oauthUrl: env.ZOOM_OAUTH_URL,
      accountId: env.ZOOM_ACCOUNT_ID,
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
    }),
    host: env.ZOOM_HOST_USER,
    nowSecond: secondOf(Date.now()),
    enter: (id) => zoom.enter(id),
    loseNextAnswer: () => zoom.failNext({ kind: "lost" }),
    limitNextCall: (seconds) => zoom.failNext({ kind: "rate-limit", retryAfter: String(seconds) }),
    refuseNextCall: (scope) => zoom.failNext({ kind: "scope", scope }),
    revokeTokens: () => zoom.revokeTokens(),
  };
});
