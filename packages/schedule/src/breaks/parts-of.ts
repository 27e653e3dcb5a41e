import type { Airing } from "@nonstop/contract/airing";
import type { Item, RoomRef, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { isSameRoom } from "../as-run.ts";
import type { LibraryPieces } from "../item-of-airing.ts";
import { planBreaks } from "./plan-breaks.ts";

/** What decides where a piece is interrupted. */
export type PartRules = {
  assets: LibraryPieces;
  now: Second;
  /** A piece that has begun goes on as it was planned there. */
  inForce: Rundown | undefined;
  breaks: {
    spacingSeconds: number;
    /** Lengths that what fills breaks adds up to, in order. Empty: nothing is short enough. */
    lengths: readonly number[];
  };
};

/** The parts of a recorded piece in its slot, which ends at `slot.end`, with breaks between them; the item alone where it has none. */
export function partsOf(item: Item, slot: { airing: Airing; end: Second }, o: PartRules): Item[] {
  const { room } = item;
  if (item.kind !== "recording" || room.kind !== "asset") return [item];
  const piece = o.assets.get(room.asset);
  const begun = slot.airing.start <= o.now ? planned(item, o.inForce) : [];
  const last = begun.at(-1);
  if (last !== undefined) {
    // One that was planned whole airs whole, also where it has got breaks since.
    if (begun.length === 1 && isSameRoom(last.room, room)) return [item];
    const end = endOf(last, piece?.durationSeconds ?? 0);
    return within([...begun.slice(0, -1), { ...last, end }], item.start, slot.end);
  }
  if (piece?.breaks === undefined || piece.breaks.length === 0 || o.breaks.lengths.length === 0)
    return [item];
  // The whole slot is planned, also where another programme has its beginning: a part airs when it would have.
  const parts = planBreaks({
    start: slot.airing.start,
    end: slot.airing.end,
    durationSeconds: piece.durationSeconds,
    points: piece.breaks,
    spacingSeconds: o.breaks.spacingSeconds,
    lengths: o.breaks.lengths,
  });
  const items = parts.flatMap((part): Item[] =>
    part.kind === "break"
      ? []
      : [
          {
            ...item,
            id: `${slot.airing.id}@${part.start}`,
            start: part.start,
            end: part.end,
            room: { ...room, startSecond: part.start - part.at },
          },
        ],
  );
  return within(items, item.start, slot.end);
}

// A rundown that ends within the piece does not know all of it.
function planned(item: Item, inForce: Rundown | undefined): Item[] {
  const items = (inForce?.items ?? []).filter(
    ({ airing, room }) => airing === item.airing && isSamePiece(room, item.room),
  );
  const isWhole = (items.at(-1)?.end ?? Infinity) < (inForce?.to ?? 0);
  return isWhole ? items.map(({ id, start, end, room }) => ({ ...item, id, start, end, room })) : [];
}

function endOf({ room, end }: Item, durationSeconds: number): Second {
  return room.kind === "asset" ? room.startSecond + durationSeconds : end;
}

function isSamePiece(a: RoomRef, b: RoomRef): boolean {
  return a.kind === "asset" && b.kind === "asset" && a.asset === b.asset;
}

function within(items: readonly Item[], from: Second, to: Second): Item[] {
  return items
    .filter(({ start, end }) => start < to && end > from)
    .map((item) => ({
      ...item,
      ...(item.start < from ? { id: `${item.airing}@${from}` } : {}),
      start: Math.max(from, item.start),
      end: Math.min(to, item.end),
    }));
}
