import type { Chore } from "../chores/chore-list.ts";
import type { Delivery } from "../ports/delivery.ts";
import type { Vendor } from "../ports/vendors.ts";
import { facilityOf } from "./facility.ts";
import { showOf } from "../shows/show.ts";
import type { ToldShows } from "../shows/told-shows.ts";
import type { FacilityStore } from "./facility-store.ts";

const CATCH_UP_MS = 5 * 60_000;
/** After a change they are read again and again for a while: the delivery API may be behind the webhook that told of it. */
const AGAIN_MS: readonly number[] = [2_000, 5_000, 15_000, 60_000];

/** Reads the studios, encoders and shows that are published: at the start, after each change that is told of, and every five minutes. */
export class FacilityReader implements Chore {
  readonly name = "read-facilities";
  readonly #content: Vendor<{ delivery: Delivery }>;
  readonly #store: FacilityStore;
  readonly #shows: Pick<ToldShows, "delivered">;
  #due = 0;
  #reads = AGAIN_MS.length;

  constructor(o: {
    content: Vendor<{ delivery: Delivery }>;
    store: FacilityStore;
    shows: Pick<ToldShows, "delivered">;
  }) {
    this.#content = o.content;
    this.#store = o.store;
    this.#shows = o.shows;
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
    this.#store.replace(answer.value.flatMap((entry) => facilityOf(entry) ?? []));
    const shows = answer.value.filter(({ contentType }) => contentType === "show");
    this.#shows.delivered(shows.map(showOf), nowMs);
  }
}
