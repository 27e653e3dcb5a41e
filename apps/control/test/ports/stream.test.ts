import { noFaults } from "@nonstop/sandbox/faults";
import { env } from "cloudflare:workers";
import { afterEach, vi } from "vitest";
import { streamVideos } from "../../src/vendors/stream/videos.ts";
import { quietWorld } from "../stand-ins/quiet-world.ts";
import { StreamInProcess } from "../stand-ins/stream.ts";
import { describeVideos } from "./describe-videos.ts";

afterEach(() => void vi.restoreAllMocks());

describeVideos("Stream's stand-in behind our client", () => {
  let nowMs = Date.now();
  const world = quietWorld({ nowMs: () => nowMs, deliver: () => undefined });
  const stream = new StreamInProcess(world, { all: noFaults() });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    stream.answer(new Request(input, init)),
  );
  return {
    videos: streamVideos({
      apiUrl: env.STREAM_API_URL,
      account: env.STREAM_ACCOUNT_ID,
      token: env.STREAM_API_TOKEN,
    }),
    nowMs: () => nowMs,
    upload: (name, o) => stream.upload(name, o),
    remove: (uid) => stream.remove(uid),
    finish: (how) => {
      stream.downloads = how;
      nowMs += 10_000;
    },
    limitNextCall: (seconds) => stream.failNext({ kind: "rate-limit", retryAfter: String(seconds) }),
    breakNextCall: () => stream.failNext({ kind: "gateway" }),
  };
});
