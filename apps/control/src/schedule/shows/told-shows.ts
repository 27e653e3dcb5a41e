import type { EntryChange } from "../events/entry-change.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { localised } from "../events/localised.ts";
import type { ReadRules } from "../events/read-event.ts";
import { rereadEvent } from "../events/record-change.ts";
import type { EpisodeMaker } from "../recurrence/make-episodes.ts";
import type { HookAnswer } from "../hooks/hook-answer.ts";
import { showOf, type Show } from "./show.ts";
import type { ShowStore } from "./show-store.ts";

/** For so long after its webhook a show may be missing from delivery. */
const LAG_MS = 600_000;

type Parts = {
  storage: DurableObjectStorage;
  rules: ReadRules;
  events: EventStore;
  shows: ShowStore;
  /** Makes the episodes of shows that recur. */
  episodes: Pick<EpisodeMaker, "ask">;
  /** Keeps an event, and does what follows from its change. */
  write: (record: EventRecord, nowMs: number) => void;
};

/** Records what is told of shows, and reads their events anew. The body of a webhook says it all: nobody waits for delivery. */
export class ToldShows {
  readonly #o: Parts;
  readonly #toldMs = new Map<string, number>();

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Records a change that a webhook tells; within a transaction. */
  record(change: EntryChange, nowMs: number): HookAnswer {
    const { events, shows } = this.#o;
    const { entry, revision = 0, fields } = change;
    if (change.action !== "publish") {
      events.expectNothing(entry);
      this.#toldMs.delete(entry);
      shows.forget(entry);
    } else {
      if (!events.expectRevision(entry, revision))
        return { status: "duplicate", why: "This revision is known." };
      const flat = Object.keys(fields).map((field) => [field, localised(fields, field)] as const);
      shows.keep(showOf({ id: entry, revision, fields: Object.fromEntries(flat) }));
      this.#toldMs.set(entry, nowMs);
    }
    this.#o.episodes.ask(nowMs);
    this.#reread(entry, nowMs);
    return { status: "accepted" };
  }

  /** Whether an entry is a show, as far as is known. */
  knows(entry: string): boolean {
    return this.#o.shows.find(entry) !== undefined;
  }

  /** Records all shows as they are delivered now, webhooks or not. `pictured`: ids of the pictures that are others now. */
  delivered(shows: readonly Show[], nowMs: number, pictured: ReadonlySet<string>): void {
    const { storage, shows: store, events } = this.#o;
    storage.transactionSync(() => {
      const least = events.expected(shows.map(({ entry }) => entry));
      for (const show of shows) {
        // Delivery may be behind the webhook that told of it.
        if (show.revision < (least.get(show.entry) ?? 0)) continue;
        const isPictured = show.face.art !== undefined && pictured.has(show.face.art);
        const isNews = store.find(show.entry)?.revision !== show.revision;
        if (store.keep(show) || isPictured) this.#reread(show.entry, nowMs);
        if (isNews) this.#o.episodes.ask(nowMs);
      }
      const found = new Set(shows.map(({ entry }) => entry));
      const gone = store
        .entries()
        .filter((entry) => !found.has(entry) && nowMs - (this.#toldMs.get(entry) ?? 0) > LAG_MS);
      for (const entry of gone)
        if (store.forget(entry)) {
          this.#o.episodes.ask(nowMs);
          this.#reread(entry, nowMs);
        }
    });
  }

  #reread(show: string, nowMs: number): void {
    const { events, rules, write } = this.#o;
    for (const record of events.linkingTo(show))
      write(rereadEvent(record, { ...rules, nowMs }) ?? { ...record, dueMs: nowMs }, nowMs);
  }
}
