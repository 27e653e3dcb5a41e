import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { namedAiring } from "@nonstop/schedule/wall-time";
import type { SubscriberDesk } from "../announcements/subscriber-desk.ts";
import type { EntryChange } from "../events/entry-change.ts";
import type { EventRecord } from "../events/event-record.ts";
import { WITHDRAWN, type EventStore } from "../events/event-store.ts";
import { saidKey } from "../events/said-key.ts";
import type { ReadRules } from "../events/read-event.ts";
import { recordChange } from "../events/record-change.ts";
import type { PublishedEvent } from "../ports/delivery.ts";
import type { Said } from "../ports/management.ts";
import type { ToldRecordings } from "../library/told-recordings.ts";
import type { PublishedReader } from "../published/published-reader.ts";
import type { ToldShows } from "../shows/told-shows.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { RecordingStore } from "../recordings/recording-store.ts";
import { recordRecording } from "../recordings/told-recording.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import { afterNews, type SessionNews } from "../steps/session-news.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import type { InputNews, Told } from "./heard.ts";
import type { HookAnswer } from "./hook-answer.ts";
import type { SeenHooks } from "./seen-hooks.ts";

const LINKED_TYPES: readonly string[] = [
  "person",
  "recording",
  "collection",
  "programming",
  "studio",
  "encoder",
];

/** What warnings of live inputs begin with, as they are kept. */
export const INPUT_WARNINGS = "stream-input:";

type Parts = {
  storage: DurableObjectStorage;
  rules: ReadRules;
  shows: Pick<ToldShows, "record" | "knows">;
  recordings: Pick<ToldRecordings, "record" | "segmentProblem" | "unmadeSegment">;
  events: EventStore;
  /** What the vendor has recorded of meetings. */
  kept: RecordingStore;
  seen: SeenHooks;
  warnings: WarningStore;
  steps: EventSteps;
  videos: VideoSteps;
  standing: Pick<PublishedReader, "ask">;
  rundown: StationRundown;
  subscribers: Pick<SubscriberDesk, "participant">;
};

/**
 * Records what the vendors tell: each change in one transaction with the note that it was heard, so that none is lost and none
 * counts twice. What it asks for is done later.
 */
export class ToldChanges {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Records what a webhook tells. `mark` is the same for every delivery of it; one without a mark is always new. */
  record(told: Told, mark: string | undefined, nowMs: number): HookAnswer {
    return this.#o.storage.transactionSync(() =>
      mark === undefined || this.#o.seen.firstSight(mark, nowMs)
        ? this.#recorded(told, nowMs)
        : { status: "duplicate" },
    );
  }

  /** Records a change of an entry that was found by looking. Answers whether it was news. */
  found(change: EntryChange, nowMs: number): boolean {
    const { status } = this.#o.storage.transactionSync(() =>
      change.contentType === undefined ? this.#untyped(change, nowMs) : this.#entry(change, nowMs),
    );
    return status === "accepted" || status === "refused";
  }

  /** Whether anything is known of an entry, or depends on it. */
  isKnown(entry: string): boolean {
    const { events } = this.#o;
    return events.read(entry) !== undefined || events.linkingTo(entry).length > 0;
  }

  /** Records all events as they are published now, webhooks or not. Answers those that were news. */
  published(events: readonly PublishedEvent[], nowMs: number): PublishedEvent[] {
    const isNews = ({ id, revision, createdAt, updatedAt, fields }: PublishedEvent): boolean => {
      const change: EntryChange = {
        entry: id,
        action: "publish",
        revision,
        createdAt,
        updatedAt,
        deletedAt: undefined,
        contentType: "event",
        fields,
      };
      return this.#event(change, this.#o.events.read(id), nowMs).status !== "duplicate";
    };
    return this.#o.storage.transactionSync(() => events.filter(isNews));
  }

  /** The events that start at `sinceMs` or later and are published as far as we know, but are none of `shown`. */
  missingFrom(shown: readonly PublishedEvent[], sinceMs: number): string[] {
    const found = new Set(shown.map(({ id }) => id));
    const records = this.#o.events.endingAfter(secondOf(sinceMs));
    return records.flatMap(({ entry, presence, event }) => {
      const isMissing = presence === "published" && event !== undefined && event.start * 1000 >= sinceMs;
      return isMissing && !found.has(entry) ? [entry] : [];
    });
  }

  /** Records that an event was withdrawn, webhook or not. Answers whether it was news. */
  withdrawn(entry: string, deletedAt: string | undefined, nowMs: number): boolean {
    const change: EntryChange = {
      entry,
      action: "withdraw",
      revision: undefined,
      createdAt: "",
      updatedAt: "",
      deletedAt,
      contentType: "event",
      fields: {},
    };
    return this.#o.storage.transactionSync(
      () => this.#event(change, this.#o.events.read(entry), nowMs).status === "accepted",
    );
  }

  /** Records what an entry says now in the fields that are ours. Answers whether that is something else than we know. */
  said(entry: string, said: Said, nowMs: number): boolean {
    const record = this.#o.events.read(entry);
    const known = record?.known.entry;
    const key = saidKey(said);
    // What stands in an entry of another channel is that channel's word.
    if (record === undefined || record.elsewhere !== undefined) return false;
    if (known?.saidKey === undefined || known.saidKey === key) return false;
    this.#write(
      { ...record, known: { ...record.known, entry: { ...known, saidKey: key } }, dueMs: nowMs },
      nowMs,
    );
    return true;
  }

  #recorded(told: Told, nowMs: number): HookAnswer {
    switch (told.about) {
      case "entry":
        return this.#entry(told.change, nowMs);
      case "said":
        return this.said(told.entry, told.said, nowMs)
          ? { status: "accepted" }
          : { status: "ignored", why: "The entry was saved, not published." };
      case "session":
        return this.#session(told.news, nowMs);
      case "participant":
        return this.#o.subscribers.participant(told.news, nowMs);
      case "recording":
        return recordRecording(told.news, { events: this.#o.events, recordings: this.#o.kept }, nowMs);
      case "video":
        return this.#o.videos.record(told.news, nowMs);
      case "input":
      default:
        return this.#input(told.news);
    }
  }

  #entry(change: EntryChange, nowMs: number): HookAnswer {
    const known = this.#o.events.read(change.entry);
    const contentType = change.contentType ?? (known === undefined ? undefined : "event");
    if (contentType === "event") return this.#event(change, known, nowMs);
    if (contentType === "show") {
      // Its picture does not come with the webhook.
      this.#o.standing.ask(nowMs);
      return this.#o.shows.record(change, nowMs);
    }
    if (contentType !== undefined && LINKED_TYPES.includes(contentType))
      return this.#linked(change, contentType, nowMs);
    return { status: "ignored", why: "No airing depends on an entry of this kind." };
  }

  // Of what is withdrawn nobody says what it was. What depends on it is looked at anew, once.
  #untyped(change: EntryChange, nowMs: number): HookAnswer {
    const { events, shows } = this.#o;
    const { entry } = change;
    if (events.read(entry) !== undefined) return this.#entry(change, nowMs);
    if (events.expected([entry]).get(entry) === WITHDRAWN)
      return { status: "duplicate", why: "It is known to be withdrawn." };
    return shows.knows(entry) ? shows.record(change, nowMs) : this.#linked(change, "recording", nowMs);
  }

  #event(change: EntryChange, known: EventRecord | undefined, nowMs: number): HookAnswer {
    const recorded = recordChange(known, change, { ...this.#o.rules, nowMs });
    if (recorded.kind === "old") return { status: "duplicate", why: "This revision is known." };
    this.#write(recorded.record, nowMs);
    if (recorded.problem === undefined) return { status: "accepted" };
    return { status: "refused", error: { code: "bad-event", ...recorded.problem } };
  }

  #linked(change: EntryChange, contentType: string, nowMs: number): HookAnswer {
    const { events } = this.#o;
    if (change.action !== "publish") events.expectNothing(change.entry);
    else if (!events.expectRevision(change.entry, change.revision ?? 0))
      return { status: "duplicate", why: "This revision is known." };
    this.#o.standing.ask(nowMs);
    if (contentType === "recording" && this.#o.recordings.record(change)) this.#o.rundown.ask(nowMs);
    for (const record of events.linkingTo(change.entry)) this.#write({ ...record, dueMs: nowMs }, nowMs);
    return contentType === "recording" ? this.#segment(change, nowMs) : { status: "accepted" };
  }

  // What a recording marks of an event or a piece is made soon after.
  #segment(change: EntryChange, nowMs: number): HookAnswer {
    const { events, recordings } = this.#o;
    const problem = recordings.segmentProblem(change);
    if (problem !== undefined) {
      const { field, message, cure } = problem;
      return { status: "refused", error: { code: "bad-event", field, message, cure } };
    }
    const asset = recordings.unmadeSegment(change.entry);
    const planned = events
      .airingsEndingAfter(secondOf(nowMs))
      .find((airing) => asset !== undefined && [airing.asset, airing.planB].includes(asset));
    if (planned === undefined) return { status: "accepted" };
    return { status: "accepted", why: `${planned.title} plans it: new marks count when nothing does.` };
  }

  #session(news: SessionNews, nowMs: number): HookAnswer {
    const record = this.#o.events.ofMeeting(news.meeting);
    if (record === undefined) return { status: "ignored", why: "The meeting is none of ours." };
    if (news.kind === "deleted" && this.#o.steps.steps(record, nowMs).meeting.kind === "delete-meeting")
      return { status: "ignored", why: "We deleted it." };
    this.#write({ ...record, known: afterNews(record.known, news), dueMs: nowMs }, nowMs);
    return { status: "accepted" };
  }

  #input({ input, why, cure }: InputNews): HookAnswer {
    const airing = this.#o.events.ofInput(input)?.airing;
    // The whole id would be enough to watch an input that needs no token.
    const what =
      airing === undefined
        ? `Stream does not take live input ${input.slice(0, 8)}`
        : `${namedAiring(airing)}: Stream does not take what its meeting sends`;
    const told =
      why === undefined
        ? undefined
        : { code: "input-refused" as const, message: `${what}: ${why}.`, ...present({ cure }) };
    this.#o.warnings.set(INPUT_WARNINGS + input, told);
    return { status: "accepted" };
  }

  #write(record: EventRecord, nowMs: number): void {
    if (this.#o.events.write(record).airing === "changed") this.#o.rundown.ask(nowMs);
  }
}
