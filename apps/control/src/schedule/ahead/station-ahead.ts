import type { Airing } from "@nonstop/contract/airing";
import { secondOf, type Second } from "@nonstop/contract/time";
import { planAhead, type AheadPlan, type BlockMemory } from "@nonstop/schedule/plan-ahead";
import { mayShowIn } from "@nonstop/schedule/library/rights";
import type { EventStore } from "../events/event-store.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { AiredAirings } from "./aired-airings.ts";
import type { BlockStore, StoredPiece } from "./block-store.ts";
import { collectionsOf } from "./collections-of.ts";

/** What blocks aired is shown, and repeated, so long afterwards. How far their collections have come is never forgotten. */
const KEPT_SECONDS = 45 * 86_400;
const HOUR_SECONDS = 3600;

type Stores = {
  channel: string;
  /** Where the station is. What may not be shown there is in no block. */
  territory: string;
  events: Pick<EventStore, "airingsEndingAfter" | "airingChanges">;
  pieces: Pick<PieceStore, "all" | "changes">;
  published: Pick<PublishedStore, "collections" | "recordings" | "changes">;
  blocks: BlockStore;
  aired: AiredAirings;
  nowMs: () => number;
};

/**
 * The airings as they will air: with the pieces of blocks, and with repeats. Planned anew when something that they hang on has changed;
 * what has begun by then is remembered first, and stays.
 */
export class StationAhead {
  readonly #o: Stores;
  #planned: { of: string; plan: AheadPlan } | undefined;
  #notedUntil: Second = -1;

  constructor(o: Stores) {
    this.#o = o;
  }

  /** Changes whenever the plan may have. */
  get version(): string {
    const { events, pieces, published, aired } = this.#o;
    return [events.airingChanges, pieces.changes, published.changes, aired.changes].join();
  }

  /** The plan as it is now. */
  plan(): AheadPlan {
    const now = secondOf(this.#o.nowMs());
    // By the hour, for what is far ahead comes nearer.
    const of = `${this.version} ${Math.floor(now / HOUR_SECONDS)}`;
    if (this.#planned?.of !== of) this.#planned = { of, plan: this.#replan(now) };
    return this.#planned.plan;
  }

  /** The airings that end after `second`, by start. */
  airingsEndingAfter(second: Second): Airing[] {
    return this.plan().airings.filter(({ end }) => end > second);
  }

  #replan(now: Second): AheadPlan {
    const { channel, territory, events, pieces, published, aired } = this.#o;
    const memory = this.#remember(now);
    const airings = events
      .airingsEndingAfter(now - KEPT_SECONDS)
      .filter((airing) => airing.channel === channel);
    const plan = planAhead({
      airings,
      collections: collectionsOf(published.collections(), published.recordings()),
      pieces: pieces.all().filter((piece) => mayShowIn(piece, territory)),
      memory,
      aired: new Map(
        airings.flatMap((airing) => {
          const known = aired.of(airing);
          return known === undefined ? [] : [[airing.id, known] as const];
        }),
      ),
      now,
    });
    this.#write(plan, now);
    return plan;
  }

  // What was planned for a second that is over has begun.
  #remember(now: Second): BlockMemory {
    const { blocks } = this.#o;
    const begun = new Map(
      [...blocks.blocks()].map(([airing, all]) => [airing, all.filter(({ start }) => start <= now)] as const),
    );
    for (const piece of [...begun.values()].flat())
      if (piece.start > this.#notedUntil) blocks.noteAired(piece);
    this.#notedUntil = now;
    return { begun, aired: blocks.aired() };
  }

  // Of a block that was withdrawn or moved stays what it had begun.
  #write(plan: AheadPlan, now: Second): void {
    const { blocks } = this.#o;
    const collectionOf = new Map(plan.airings.map(({ id, collection }) => [id, collection ?? ""]));
    for (const airing of new Set([...blocks.blocks().keys(), ...plan.blocks.keys()])) {
      const begun = (blocks.blocks().get(airing) ?? []).filter(
        ({ start }) => start <= now && start > now - KEPT_SECONDS,
      );
      const collection = collectionOf.get(airing) ?? "";
      const coming = (plan.blocks.get(airing)?.pieces ?? [])
        .filter(({ start }) => start > now)
        .map(({ asset, title, start, end, round }): StoredPiece => ({
          asset,
          title,
          start,
          end,
          round,
          collection,
        }));
      blocks.write(airing, [...begun, ...coming]);
    }
  }
}
