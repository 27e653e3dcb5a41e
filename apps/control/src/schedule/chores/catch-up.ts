import type { Facts } from "../facts.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import { log } from "@nonstop/door/log";
import type { Delivery } from "../ports/delivery.ts";
import type { Videos } from "../ports/videos.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { Chore } from "./chore-list.ts";

const DAY_MS = 24 * 3600_000;
/** How often we compare what is published with our records, to find lost webhooks; sooner once after a start. */
const CATCH_UP_MS = 5 * 60_000;
const CATCH_UP_AT_START_MS = 30_000;

/**
 * Records what is published of the events since yesterday, as if a webhook had told of each: vendors give up on a webhook
 * after a while. What is missing here is not called withdrawn, because an answer that is empty by mistake must not empty the
 * schedule. When the vendor does not answer, the next time it may.
 */
export function catchUpEvents(o: {
  content: Vendor<{ delivery: Delivery }>;
  facts: Facts;
  told: ToldChanges;
  nowMs: () => number;
}): Chore {
  const { content, facts, told } = o;
  let pauseMs = CATCH_UP_AT_START_MS;
  return {
    name: "catch-up-events",
    dueMs: () => (content.kind === "unset" ? undefined : (facts.read("caught-up") ?? 0) + pauseMs),
    async run(startMs) {
      if (content.kind === "unset") return;
      const answer = await content.client.delivery.readEvents(startMs - DAY_MS);
      const nowMs = o.nowMs();
      pauseMs = CATCH_UP_MS;
      facts.write("caught-up", nowMs);
      const news = answer.kind === "ok" ? told.published(answer.value, nowMs) : 0;
      if (news > 0) log("caught-up", { events: news });
    },
  };
}

/** Records the videos that are ready since yesterday and that no webhook told of. */
export function catchUpVideos(o: { videos: Vendor<Videos>; steps: VideoSteps }): Chore {
  const { videos, steps } = o;
  let caughtUpMs = 0;
  return {
    name: "catch-up-videos",
    dueMs: () => (videos.kind === "unset" ? undefined : caughtUpMs + CATCH_UP_MS),
    async run(nowMs) {
      if (videos.kind === "unset") return;
      caughtUpMs = nowMs;
      const answer = await videos.client.listReady(nowMs - DAY_MS);
      if (answer.kind !== "ok") return;
      const news = answer.value.filter((video) => steps.recordLost(video, nowMs)).length;
      if (news > 0) log("caught-up", { videos: news });
    },
  };
}
