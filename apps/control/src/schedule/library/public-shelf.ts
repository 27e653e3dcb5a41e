import type { ShelfEntry } from "@nonstop/contract/shelf";
import { shownToViewersKey } from "@nonstop/contract/media-keys";
import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { shelfOf, shownToViewers } from "@nonstop/schedule/library/shelf";
import type { AiredAirings } from "../ahead/aired-airings.ts";
import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import type { PieceStore } from "./piece-store.ts";

const AGAIN_MS = 5_000;

type Parts = {
  channelName: string;
  territory: string;
  events: Pick<EventStore, "airingsEndingAfter" | "airingChanges">;
  aired: Pick<AiredAirings, "of">;
  pieces: Pick<PieceStore, "all" | "changes">;
  media: Pick<R2Bucket, "put">;
};

/** What viewers may watch again. The viewers' Worker knows it from R2, where it is written as soon as it changes. */
export class PublicShelf implements Chore {
  readonly name = "public-shelf";
  readonly #o: Parts;
  #written: string | undefined;
  #told: string | undefined;
  #againMs = 0;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** All of it, the newest first. The channel knows which airings it has shown; those that were not on air themselves are left out here. */
  entries(nowMs: number): ShelfEntry[] {
    const { airings, ...known } = this.#known();
    const shown = airings.filter((airing) => this.#o.aired.of(airing) !== false);
    return shelfOf({ ...known, airings: shown }, secondOf(nowMs));
  }

  dueMs(): number | undefined {
    return this.#written === this.#version ? undefined : this.#againMs;
  }

  /** Tells the viewers' Worker of what has changed. What fails is tried again. */
  async run(nowMs: number): Promise<void> {
    const version = this.#version;
    this.#againMs = nowMs + AGAIN_MS;
    const text = JSON.stringify(shownToViewers(this.#known()));
    try {
      if (text !== this.#told) await this.#o.media.put(shownToViewersKey(this.#o.channelName), text);
      this.#told = text;
      this.#written = version;
    } catch (error) {
      log("shelf-unwritten", { why: String(error) });
    }
  }

  get #version(): string {
    return `${this.#o.pieces.changes} ${this.#o.events.airingChanges}`;
  }

  #known() {
    const { channelName, territory, events, pieces } = this.#o;
    const airings = events.airingsEndingAfter(0).filter(({ channel }) => channel === channelName);
    return { airings, pieces: pieces.all(), territory };
  }
}
