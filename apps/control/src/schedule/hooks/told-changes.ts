import type { Env } from "../../env.ts";
import type { EntryChange } from "../events/entry-change.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { HookAnswer } from "./hook-answer.ts";
import type { Provisioner } from "../steps/provisioner.ts";
import { recordChange } from "../events/record-change.ts";
import { eventHouse } from "../../settings.ts";
import type { StationStore } from "../station-store.ts";
import type { StreamVideos } from "../videos/videos.ts";
import type { VideoNews } from "../../vendors/stream/video-news.ts";
import { afterNews, type SessionNews } from "../steps/session-news.ts";

const LINKED_TYPES: readonly string[] = ["person", "room", "recording"];

type Parts = {
  env: Env;
  storage: DurableObjectStorage;
  events: EventStore;
  station: StationStore;
  provisioner: Provisioner;
  videos: StreamVideos;
  /** Writes an event, `before` being what stood there. */
  save: (record: EventRecord, before: EventRecord | undefined) => void;
};

/**
 * What the vendors tell, taken down: each change in one transaction with the note that it was heard, so that none is lost and
 * none counts twice. What it asks for is done later.
 */
export class ToldChanges {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** A change of an entry of Contentful. */
  entry(change: EntryChange, nowMs: number): HookAnswer {
    const { events } = this.#o;
    const key = change.idempotencyKey;
    return this.#once(key === undefined ? undefined : `contentful:${key}`, nowMs, () => {
      const known = events.read(change.entry);
      const contentType = change.contentType ?? (known === undefined ? undefined : "event");
      if (contentType === "event") return this.#event(change, known, nowMs);
      if (contentType !== undefined && LINKED_TYPES.includes(contentType)) return this.#linked(change, nowMs);
      return { status: "ignored", why: "No airing depends on an entry of this kind." };
    });
  }

  /** News of a meeting of Zoom; `digest` is that of the webhook's raw body. */
  session(news: SessionNews, digest: string, nowMs: number): HookAnswer {
    return this.#once(`zoom:${digest}`, nowMs, () => {
      const record = this.#o.events.ofMeeting(news.meeting);
      if (record === undefined) return { status: "ignored", why: "The meeting is none of ours." };
      if (news.kind === "deleted" && this.#o.provisioner.step(record, nowMs).kind === "delete-meeting")
        return { status: "ignored", why: "We deleted it." };
      this.#o.save({ ...record, known: afterNews(record.known, news), attempt: 0, dueMs: nowMs }, record);
      return { status: "accepted" };
    });
  }

  /** News of a video of Stream; `digest` is that of the webhook's raw body. */
  video(news: Exclude<VideoNews, { state: "under-way" }>, digest: string, nowMs: number): HookAnswer {
    return this.#once(`stream:${digest}`, nowMs, () => this.#o.videos.record(news, nowMs));
  }

  /** All events as they are published now, webhooks or not. Answers how many of them were news. */
  published(changes: readonly EntryChange[], nowMs: number): number {
    const isNews = (change: EntryChange): boolean =>
      this.#event(change, this.#o.events.read(change.entry), nowMs).status !== "duplicate";
    return this.#o.storage.transactionSync(() => changes.filter(isNews).length);
  }

  #once(mark: string | undefined, nowMs: number, take: () => HookAnswer): HookAnswer {
    return this.#o.storage.transactionSync(() =>
      mark === undefined || this.#o.station.firstSight(mark, nowMs) ? take() : { status: "duplicate" },
    );
  }

  #event(change: EntryChange, known: EventRecord | undefined, nowMs: number): HookAnswer {
    const recorded = recordChange(known, change, { ...eventHouse(this.#o.env), nowMs });
    if (recorded.kind === "old") return { status: "duplicate", why: "This revision is known." };
    this.#o.save(recorded.record, known);
    if (recorded.problem === undefined) return { status: "accepted" };
    return { status: "refused", error: { code: "bad-event", ...recorded.problem } };
  }

  #linked(change: EntryChange, nowMs: number): HookAnswer {
    const { events } = this.#o;
    if (change.action !== "publish") events.expectNothing(change.entry);
    else if (!events.expectRevision(change.entry, change.revision ?? 0))
      return { status: "duplicate", why: "This revision is known." };
    for (const record of events.linkingTo(change.entry))
      this.#o.save({ ...record, attempt: 0, dueMs: nowMs }, record);
    return { status: "accepted" };
  }
}
