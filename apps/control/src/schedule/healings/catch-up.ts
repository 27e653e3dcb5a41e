import type { Facts } from "../facts.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import { log } from "@nonstop/door/log";
import type { EventStore } from "../events/event-store.ts";
import type { HealingStore } from "./healing-store.ts";
import type { Delivery } from "../ports/delivery.ts";
import type { Management } from "../ports/management.ts";
import type { Videos } from "../ports/videos.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { Chore } from "../chores/chore-list.ts";

const DAY_MS = 24 * 3600_000;
/** A video may be given its tag long after it was uploaded: no webhook tells of that. */
const TAGGED_LATE_MS = 30 * DAY_MS;
/** How often we compare what is published with our records, to find lost webhooks; sooner once after a start. */
const CATCH_UP_MS = 5 * 60_000;
const CATCH_UP_AT_START_MS = 30_000;

const ON_ITS_WAY_MS = 60_000;

/** Most entries looked at one by one in a round. */
const MAX_LOOKS = 20;
/** So many events that are gone at once are taken for a fault of the answer, unless something else is shown. */
const MANY_GONE = 3;

type Content = { delivery: Delivery; management: Management };
type Healings = Pick<HealingStore, "note">;
type Parts = {
  content: Vendor<Content>;
  facts: Facts;
  events: Pick<EventStore, "read">;
  told: ToldChanges;
  healings: Healings;
  nowMs: () => number;
};

/**
 * Compares the events since yesterday with what is published of them, for vendors give up on a webhook after a while. What is
 * published is recorded as if its webhook had come. What is missing is looked at a second time, by its entry, before it is called
 * withdrawn: the list may lag, or be empty by mistake. When the vendor does not answer, the next time it may.
 */
export function catchUpEvents(o: Parts): Chore {
  const { content, facts, told } = o;
  let pauseMs = CATCH_UP_AT_START_MS;
  const heal = (entry: string, code: "unheard-publish" | "unheard-withdrawal", atMs: number): void => {
    const title = o.events.read(entry)?.title ?? entry;
    const what = code === "unheard-publish" ? "was published" : "was withdrawn";
    o.healings.note({ atMs, code, message: `${title} ${what}, and no webhook told of it.` });
  };
  return {
    name: "catch-up-events",
    dueMs: () => (content.kind === "unset" ? undefined : (facts.read("caught-up") ?? 0) + pauseMs),
    async run(startMs) {
      if (content.kind === "unset") return;
      const sinceMs = startMs - DAY_MS;
      const answer = await content.client.delivery.readEvents(sinceMs);
      const nowMs = o.nowMs();
      const isFirst = facts.read("caught-up") === undefined;
      pauseMs = CATCH_UP_MS;
      facts.write("caught-up", nowMs);
      if (answer.kind !== "ok") return;
      for (const { id, updatedAt } of told.published(answer.value, nowMs))
        if (!isFirst && isLost(updatedAt, nowMs)) heal(id, "unheard-publish", nowMs);
      const missing = told.missingFrom(answer.value, sinceMs).slice(0, MAX_LOOKS);
      const gone = await lookAgain(content.client.management, missing);
      const isDoubtful = answer.value.length === 0 && gone.vanished.length >= MANY_GONE;
      if (isDoubtful) log("catch-up-doubted", { events: gone.vanished.length });
      for (const { entry, changedAt } of [...gone.unpublished, ...(isDoubtful ? [] : gone.vanished)])
        if (told.withdrawn(entry, changedAt, o.nowMs()) && isLost(changedAt, o.nowMs()))
          heal(entry, "unheard-withdrawal", o.nowMs());
    },
  };
}

// A webhook of what changed a moment ago may still be on its way.
function isLost(changedAt: string | undefined, nowMs: number): boolean {
  return !(nowMs - Date.parse(changedAt ?? "") < ON_ITS_WAY_MS);
}

type Gone = { entry: string; changedAt: string | undefined };

/** Which of these entries are unpublished, by themselves, and which are no more. */
async function lookAgain(
  management: Management,
  entries: readonly string[],
): Promise<{ unpublished: Gone[]; vanished: Gone[] }> {
  const unpublished: Gone[] = [];
  const vanished: Gone[] = [];
  for (const entry of entries) {
    const look = await management.readPresence(entry);
    if (look.kind === "gone") vanished.push({ entry, changedAt: undefined });
    else if (look.kind === "ok" && !look.value.isPublished)
      unpublished.push({ entry, changedAt: look.value.changedAt });
    else if (look.kind !== "ok") break;
  }
  return { unpublished, vanished };
}

/** Records the videos that are ready since yesterday and that no webhook told of. */
export function catchUpVideos(o: { videos: Vendor<Videos>; steps: VideoSteps; healings: Healings }): Chore {
  const { videos, steps } = o;
  let caughtUpMs = 0;
  return {
    name: "catch-up-videos",
    dueMs: () => (videos.kind === "unset" ? undefined : caughtUpMs + CATCH_UP_MS),
    async run(nowMs) {
      if (videos.kind === "unset") return;
      const isFirst = caughtUpMs === 0;
      caughtUpMs = nowMs;
      const answer = await videos.client.listReady(nowMs - TAGGED_LATE_MS);
      if (answer.kind !== "ok") return;
      for (const video of answer.value) {
        if (!steps.recordLost(video, nowMs) || isFirst) continue;
        const message = `${video.title} is ready at Stream, and no webhook told of it. It is fetched.`;
        o.healings.note({ atMs: nowMs, code: "unheard-video", message });
      }
    },
  };
}
