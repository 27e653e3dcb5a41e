import type { Chore } from "../chores/chore-list.ts";
import type { Delivery } from "../ports/delivery.ts";
import type { Vendor } from "../ports/vendors.ts";
import { facilityOf } from "../facilities/facility.ts";
import type { FacilityStore } from "../facilities/facility-store.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ToldRecordings } from "../library/told-recordings.ts";
import type { LinkedEntry } from "../ports/delivery.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { programmingOf } from "../programming/programming-of.ts";
import type { ProgrammingStore } from "../programming/programming-store.ts";
import { showOf } from "../shows/show.ts";
import type { ToldShows } from "../shows/told-shows.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { publishedOf } from "./published.ts";
import type { PublishedStore } from "./published-store.ts";

const CATCH_UP_MS = 5 * 60_000;
/** After a change they are read again and again for a while: the delivery API may be behind the webhook that told of it. */
const AGAIN_MS: readonly number[] = [2_000, 5_000, 15_000, 60_000];

type Stores = {
  facilities: FacilityStore;
  published: PublishedStore;
  shows: Pick<ToldShows, "delivered">;
  recordings: Pick<ToldRecordings, "published">;
  events: Pick<EventStore, "expected">;
  rundown: Pick<StationRundown, "ask">;
  programming: Pick<ProgrammingStore, "replace">;
  warnings: Pick<WarningStore, "set">;
};

/** Reads all that is published but events: at the start, after each change that is told of, and every five minutes. */
export class PublishedReader implements Chore {
  readonly name = "read-published";
  readonly #content: Vendor<{ delivery: Delivery }>;
  readonly #stores: Stores;
  #due = 0;
  #reads = AGAIN_MS.length;

  constructor({ content, ...stores }: Stores & { content: Vendor<{ delivery: Delivery }> }) {
    this.#content = content;
    this.#stores = stores;
  }

  /** One of them has changed. */
  ask(nowMs: number): void {
    this.#due = nowMs;
    this.#reads = 0;
  }

  dueMs(): number | undefined {
    return this.#content.kind === "unset" ? undefined : this.#due;
  }

  async run(nowMs: number): Promise<void> {
    if (this.#content.kind === "unset") return;
    this.#due = nowMs + (AGAIN_MS[this.#reads++] ?? CATCH_UP_MS);
    const answer = await this.#content.client.delivery.readStanding();
    if (answer.kind !== "ok") return;
    const { entries, pictures } = answer.value;
    const { facilities, published, shows } = this.#stores;
    facilities.replace(entries.flatMap((entry) => facilityOf(entry) ?? []));
    const changed = published.replace(
      entries.flatMap((entry) => publishedOf(entry) ?? []),
      pictures,
    );
    this.#tellOfPieces(entries, changed.entries, nowMs);
    this.#tellOfProgramming(entries, nowMs);
    const found = entries.filter(({ contentType }) => contentType === "show").map(showOf);
    shows.delivered(found, nowMs, changed.pictures);
  }

  #tellOfProgramming(entries: readonly LinkedEntry[], nowMs: number): void {
    const { programming, warnings, rundown } = this.#stores;
    const read = programmingOf(entries);
    if (programming.replace(read.programming)) rundown.ask(nowMs);
    const wrong = read.wrong.map(({ message }) => message).join(", and ");
    warnings.set(
      "programming",
      wrong === ""
        ? undefined
        : {
            code: "programming-wrong",
            message: `The entry Programming cannot be read in full: ${wrong}. The station's own setting holds there.`,
            cure: "Correct the field and publish the entry.",
          },
    );
  }

  // A webhook may have been lost, and it does not name the people of a piece.
  #tellOfPieces(entries: readonly LinkedEntry[], changed: ReadonlySet<string>, nowMs: number): void {
    const { published, recordings, events, rundown } = this.#stores;
    const told = published
      .recordings()
      .filter(({ entry, people }) => [entry, ...people].some((id) => changed.has(id)));
    const fields = new Map(entries.map((entry) => [entry.id, entry.fields]));
    const least = events.expected(told.map(({ entry }) => entry));
    const news = told.filter(({ entry, revision, people }) => {
      // Delivery may be behind the webhook that told of it.
      if (revision < (least.get(entry) ?? 0)) return false;
      const names = people.flatMap((id) => {
        const person = published.find(id);
        return person?.kind === "person" ? [person.name] : [];
      });
      return recordings.published(entry, fields.get(entry) ?? {}, names);
    });
    if (news.length > 0) rundown.ask(nowMs);
  }
}
