import { secondOf } from "@nonstop/contract/time";
import { noFaults } from "@nonstop/sandbox/faults";
import { keepInMemory } from "@nonstop/sandbox/world";
import { openZoom } from "@nonstop/sandbox/zoom-account";
import { zoomServer } from "@nonstop/sandbox/zoom-server";
import { afterEach, vi } from "vitest";
import { zoomMeetings } from "../../src/vendors/zoom/meetings.ts";
import { describeMeetings } from "./describe-meetings.ts";

afterEach(() => void vi.restoreAllMocks());

describeMeetings("Zoom's stand-in behind our client", () => {
  const board = { all: noFaults() };
  const none = (): never => {
    throw new Error("no film is copied here");
  };
  const push = {
    pid: undefined,
    pushingSinceMs: undefined,
    pushedSeconds: 0,
    rename: () => undefined,
    stall: () => undefined,
    end: () => undefined,
  };
  const zoom = openZoom(
    {
      publicUrl: "https://station.test",
      guestSize: { width: 640, height: 360 },
      zoom: {
        accountId: "account",
        hostUser: "host@station.test",
        clientId: "client",
        clientSecret: "secret",
        webhookSecret: "webhook-secret",
      },
    },
    {
      nowMs: () => Date.now(),
      keep: keepInMemory,
      deliver: () => undefined,
      guests: { prepare: () => Promise.resolve(true), start: () => push },
      films: { copy: none, video: none, film: none },
    },
    () => board.all.zoom,
    "http://zoom.test",
  );
  const server = zoomServer(zoom, board);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    server.fetch(new Request(input, init)),
  );
  return {
    meetings: zoomMeetings({
      apiUrl: "http://zoom.test/v2",
      oauthUrl: "http://zoom.test/oauth/token",
      accountId: "account",
      clientId: "client",
      clientSecret: "secret",
    }),
    host: "host@station.test",
    nowSecond: secondOf(Date.now()),
    enter: (id) => {
      const meeting = zoom.meetings.value[id];
      if (meeting === undefined) throw new Error(`there is no meeting ${id}`);
      zoom.live.join(meeting, "Ada", { isHost: true, marks: false });
    },
    loseNextAnswer: () => void board.all.zoom.nextCalls.push({ kind: "lost" }),
    limitNextCall: (seconds) =>
      void board.all.zoom.nextCalls.push({ kind: "rate-limit", retryAfter: String(seconds) }),
    refuseNextCall: (scope) => void board.all.zoom.nextCalls.push({ kind: "scope", scope }),
    revokeTokens: () => void (zoom.tokens.generation += 1),
  };
});
