import type { Airing } from "@nonstop/contract/airing";
import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { Programming } from "@nonstop/contract/programming";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { AiredPieces } from "./aired-pieces.ts";
import { candidatesFor } from "./candidates.ts";
import { type Candidates, choosePieces, nextInTurn } from "./choose-pieces.ts";
import { fillerItem, slateItem } from "./filler-items.ts";
import { type FramedSpan, framePieces, framesOf } from "./framing.ts";
import { isFullHour, nextFullHour } from "./full-hours.ts";
import { itemOf, KeptFiller, type PlannedFiller } from "./kept-filler.ts";
import type { FillSpan } from "./may-air.ts";
import { mayStay } from "./may-stay.ts";
import { type LibraryPiece, type Pool, poolOf, type PoolPiece, secondsOf } from "./pool-piece.ts";
import { meetsHours, spanEnds } from "./span-ends.ts";

/** What filling goes by. */
export type Filling = {
  library: readonly LibraryPiece[];
  programming: Programming;
  /** The station's IANA zone: full hours and parts of the day are those of its clocks. */
  timezone: string;
  /** The end of each piece's last airing before the rundown in force, as far as is known. */
  aired: ReadonlyMap<AssetId, Second>;
};

/** A stretch between programmes, with the items beside it. */
export type GapBetween = { start: Second; end: Second; before: Item | undefined; after: Item | undefined };

/** Fills the gaps of one rundown, from the first to the last: what airs in one has aired for the next. */
export class GapFiller {
  readonly #o: Filling & { now: Second; to: Second; keepsAll: boolean };
  readonly #pool: Pool;
  readonly #pieces: ReadonlyMap<AssetId, PoolPiece>;
  readonly #airings: ReadonlyMap<AiringId, Airing>;
  readonly #starts: ReadonlyMap<AiringId, Second>;
  readonly #aired: AiredPieces;
  readonly #kept: KeptFiller;
  readonly #keepsUntil: Second;
  readonly #meetsHours: boolean;
  #runsOver: Second = 0;

  /** `keepsAll`: library and settings are what the filler of `inForce` was chosen from. `seed`: what is alike shuffles alike by it. */
  constructor(
    o: Filling & {
      seed: string;
      now: Second;
      to: Second;
      inForce: Rundown | undefined;
      airings: readonly Airing[];
      keepsAll: boolean;
    },
  ) {
    this.#o = o;
    this.#pool = poolOf(o.library, o.programming);
    const { pieces, promos, idents, bumpers } = this.#pool;
    this.#meetsHours = meetsHours(this.#pool, o.programming.identsAtTheHour);
    this.#pieces = new Map(
      [...pieces, ...promos, ...idents, ...[...bumpers.values()].flat()].map((piece) => [piece.asset, piece]),
    );
    this.#airings = new Map(o.airings.map((airing) => [airing.id, airing]));
    // Tags are in lower case.
    this.#starts = new Map(o.airings.map(({ id, start }) => [id.toLowerCase(), start]));
    this.#aired = new AiredPieces(o.aired, o.seed);
    this.#kept = new KeptFiller(o.inForce, o.aired);
    this.#keepsUntil = o.keepsAll ? Infinity : nextFullHour(o.now, o.timezone);
    for (const item of o.inForce?.items ?? []) if (item.end <= o.now) this.#aired.note(item);
  }

  /** An item has its place in the rundown: what it airs has aired for what comes. */
  note(item: Item): void {
    this.#aired.note(item);
  }

  /** The items of a gap, to the second, as far as it lies within the rundown; slate where there is nothing that may air. */
  itemsFor(gap: GapBetween): Item[] {
    const items: Item[] = [];
    let at = gap.start;
    while (at < Math.min(gap.end, this.#o.to)) {
      const span = this.#keep(at, gap) ?? this.#choose(at, gap);
      for (const item of span) {
        this.note(item);
        const last = items.at(-1);
        if (item.kind === "slate" && last?.kind === "slate")
          items[items.length - 1] = slateItem(last.start, item.end);
        else items.push(item);
      }
      at = span.at(-1)?.end ?? gap.end;
    }
    return items;
  }

  // Where hours are met, all up to the hour is kept or nothing of it; else piece by piece.
  #keep(at: Second, gap: GapBetween): Item[] | undefined {
    if (at >= this.#keepsUntil) return undefined;
    const { timezone } = this.#o;
    const planned = this.#meetsHours
      ? this.#kept.from(at, (second) => second === gap.end || isFullHour(second, timezone))
      : this.#kept.one(at, gap.end);
    const end = planned?.at(-1)?.end;
    if (planned === undefined || end === undefined || end > gap.end) return undefined;
    // What a programme cut is whole again when that is gone.
    if (!this.#meetsHours && end < gap.end && planned.some((item) => this.#isCut(item))) return undefined;
    const span = this.#framed(at, end, gap);
    const facts = { ...this.#o, aired: this.#aired, pieces: this.#pieces, starts: this.#starts };
    const frame = framePieces(span, { ...this.#o, pool: this.#pool });
    const next = end === gap.end ? assetOf(gap.after) : undefined;
    return mayStay(planned, span, { ...facts, frame, next }) ? planned.map(itemOf) : undefined;
  }

  #choose(at: Second, gap: GapBetween): Item[] {
    const { timezone } = this.#o;
    const toHour = Math.min(gap.end, nextFullHour(at, timezone));
    if (this.#meetsHours) return this.#span(at, toHour, gap).items;
    const next = nextInTurn(this.#candidates({ start: at, end: toHour }, gap));
    const length = next?.durationSeconds ?? 0;
    if (at < this.#runsOver && at + length < gap.end) {
      const one = this.#span(at, at + length, gap);
      if (!one.isCut) return one.items;
    }
    let span: { items: Item[]; isCut: boolean } = { items: [], isCut: false };
    const ends = spanEnds(at, gap.end, length, timezone);
    for (const end of ends) {
      span = this.#span(at, end, gap);
      if (!span.isCut) break;
      // Once nothing has closed the hour, it is not tried again after each piece.
      this.#runsOver = toHour;
    }
    return span.items;
  }

  #candidates(span: FillSpan, gap: GapBetween): Candidates {
    const { start, end } = span;
    const soon = end + this.#o.programming.repeatHours * 3600;
    return candidatesFor(span, {
      ...this.#o,
      pool: this.#pool,
      starts: this.#starts,
      aired: this.#aired,
      planned: start < this.#keepsUntil ? this.#kept.piecesIn(start, end) : new Set(),
      later: this.#o.keepsAll ? this.#kept.piecesIn(end, soon) : new Set(),
      next: end === gap.end ? assetOf(gap.after) : undefined,
    });
  }

  #span(start: Second, end: Second, gap: GapBetween): { items: Item[]; isCut: boolean } {
    const span = this.#framed(start, end, gap);
    const candidates = this.#candidates(span, gap);
    const frames = framesOf(framePieces(span, { ...this.#o, pool: this.#pool }), end - start, this.#aired);
    // Where hours need not be met, no piece is cut for an ident.
    if (!this.#meetsHours) frames.push({ head: [], tail: [] });
    const filled = frames.map(({ head, tail }) => {
      const length = end - start - secondsOf(head) - secondsOf(tail);
      return { head, tail, length, ...choosePieces(length, candidates) };
    });
    const best = filled.find(({ isCut }) => !isCut) ?? filled[0];
    if (best === undefined) return { items: [slateItem(start, end)], isCut: false };
    const items: Item[] = [];
    const put = (pieces: readonly PoolPiece[], until: Second): void => {
      for (const piece of pieces) items.push(fillerItem(piece, items.at(-1)?.end ?? start, until));
    };
    put(best.head, end);
    if (best.pieces.length === 0 && best.length > 0)
      return { items: [...items, slateItem(items.at(-1)?.end ?? start, end)], isCut: false };
    put(best.pieces, end - secondsOf(best.tail));
    put(best.tail, end);
    return { items, isCut: best.isCut };
  }

  #isCut({ start, end, room }: PlannedFiller): boolean {
    return end - start < (this.#pieces.get(room.asset)?.durationSeconds ?? 0);
  }

  // A gap follows a show only at its very start, and leads up to one only at its very end. Within a block it does neither.
  #framed(start: Second, end: Second, gap: GapBetween): FramedSpan {
    const isWithin = gap.before?.airing !== undefined && gap.before.airing === gap.after?.airing;
    const neighbour = (item: Item | undefined): FramedSpan["after"] => {
      const airing = isWithin ? undefined : this.#airings.get(item?.airing ?? "");
      return airing === undefined || airing.kind === "slate" ? undefined : { show: airing.show?.slug };
    };
    return {
      start,
      end,
      after: start === gap.start ? neighbour(gap.before) : undefined,
      before: end === gap.end ? neighbour(gap.after) : undefined,
    };
  }
}

function assetOf(item: Item | undefined): AssetId | undefined {
  return item?.room.kind === "asset" ? item.room.asset : undefined;
}
