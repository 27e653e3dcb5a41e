import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AiredSpan, GuideEntry } from "@nonstop/contract/guide";
import { present } from "@nonstop/contract/present";
import { comesLive, itemKindOf, type Item, type RoomRef, type Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { isSameRoom } from "./as-run.ts";
import { entryOf } from "./entry-of.ts";
import { SLATE_TITLE } from "./filler/filler-items.ts";
import { itemAt } from "./item-at.ts";
import type { LibraryPieces } from "./item-of-airing.ts";

/** What is known of the plan around the seconds that aired. */
export type AiredContext = {
  rundown: Rundown | undefined;
  entries: readonly GuideEntry[];
  pieces: LibraryPieces;
};

/** A library piece that nobody knows by name any more. */
const PIECE_TITLE = "From the library";
/** A live room that no programme owns, on air by hand. */
const LIVE_TITLE = "Live";

/**
 * The as-run in the words that the public reads: what was on in each second, under which title, and what stood in for it. The
 * title is that of what was shown: a programme keeps its own while something stands in for it, and only until its announced
 * end. Spans keep their order.
 */
export function airedSpans(spans: readonly AsRunSpan[], context: AiredContext): AiredSpan[] {
  const seen = new Set<string>();
  return spans
    .flatMap((span) => cutAtItems(span, context.rundown))
    .map((span) => {
      const told = airedSpan(span, context);
      const { airing, standIn } = told;
      if (airing !== undefined && standIn === undefined) seen.add(airing);
      const isBack = standIn !== undefined && airing !== undefined && seen.has(airing);
      return isBack ? { ...told, standIn: { ...standIn, seen: true } } : told;
    });
}

// An as-run span knows no items: a film that stands in for a show may go on as filler after the show.
function cutAtItems(span: AsRunSpan, rundown: Rundown | undefined): AsRunSpan[] {
  const edges = (rundown?.items ?? [])
    .map(({ start }) => start)
    .filter((start) => span.from < start && start < span.to);
  return [span.from, ...edges].map((from, index) => ({ ...span, from, to: edges[index] ?? span.to }));
}

function airedSpan(span: AsRunSpan, context: AiredContext): AiredSpan {
  const { room } = span;
  const item = itemOf(span, context.rundown);
  if (item !== undefined && isSameRoom(item.room, room)) return planned(span, item, context);
  if (span.reason === "take") return taken(span, context);
  // Without the item that it was decided from, the reason has to do. No room but the planned one comes live in vain of a take.
  const isVain = span.reason === "take-unavailable" && comesLive(room);
  if (isVain || span.reason === "rundown" || span.reason === "over-run")
    return planned(span, undefined, context);
  return standingIn(span, item, context);
}

/** The item that a span was decided from, as far as the present rundown still has it. */
function itemOf(span: AsRunSpan, rundown: Rundown | undefined): Item | undefined {
  const item = rundown === undefined ? undefined : itemAt(rundown, span.from);
  // What nobody decided, or decided without a rundown, was meant to be what the rundown has there.
  const isUndecided = span.reason === "edge-slate" || span.reason === "no-rundown";
  return isUndecided || item?.airing === span.airing ? item : undefined;
}

/** What was planned, from its own room; also when a take could not push it aside, or put on air what was on already. */
function planned(span: AsRunSpan, item: Item | undefined, { entries }: AiredContext): AiredSpan {
  const airing = item === undefined ? span.airing : item.airing;
  const entry = entryOf(entries, airing, span.from);
  const title = item?.title ?? span.title ?? entry?.title ?? "";
  const start = startOf(entry, item);
  const end = item?.end ?? entry?.end;
  return { ...rangeOf(span), kind: kindOf(span.room, airing), title, ...present({ airing, start, end }) };
}

function kindOf(room: RoomRef, airing: string | undefined): AiredSpan["kind"] {
  if (comesLive(room)) return "live";
  if (room.kind === "slate") return "slate";
  return airing === undefined ? "filler" : "recording";
}

/** A room that was put on air by hand. It goes by the show that owns it, whenever that show is planned. */
function taken(span: AsRunSpan, context: AiredContext): AiredSpan {
  const { room } = span;
  const standIn = { kind: room.kind, reason: span.reason };
  if (comesLive(room)) {
    const show = nearestShow(context.rundown, room, span.from);
    const { title = LIVE_TITLE, airing } = show ?? {};
    return { ...rangeOf(span), kind: "live", title, ...present({ airing }), standIn };
  }
  if (room.kind === "slate") return { ...rangeOf(span), kind: "slate", title: SLATE_TITLE, standIn };
  return { ...rangeOf(span), kind: "recording", ...pieceOf(room, context), standIn };
}

function nearestShow(
  rundown: Rundown | undefined,
  room: RoomRef & { room: string },
  second: Second,
): Item | undefined {
  const distance = ({ start, end }: Item): number => Math.max(start - second, second - end, 0);
  return (rundown?.items ?? [])
    .filter((item) => isSameRoom(item.room, room))
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** What aired because something else was not there: under the programme's title while that lasts, else under its own. */
function standingIn(span: AsRunSpan, item: Item | undefined, context: AiredContext): AiredSpan {
  const { room, reason } = span;
  const airing = item?.airing ?? span.airing;
  const entry = entryOf(context.entries, airing, span.from);
  const standIn = { kind: room.kind, reason, ...present({ planned: item?.room.kind }) };
  const isInProgramme = airing !== undefined && span.from < (entry?.end ?? item?.end ?? span.to);
  if (isInProgramme) {
    const title = item?.title ?? span.title ?? entry?.title ?? "";
    const [start, end] = [startOf(entry, item), item?.end ?? entry?.end];
    const kind = entry === undefined ? (item?.kind ?? "live") : itemKindOf(entry.kind);
    return { ...rangeOf(span), kind, title, airing, ...present({ start, end }), standIn };
  }
  if (room.kind === "asset") {
    const { title } = pieceOf(room, context);
    return { ...rangeOf(span), kind: "filler", title, standIn };
  }
  return { ...rangeOf(span), kind: "slate", title: SLATE_TITLE, standIn };
}

/** What is shown began with its programme. Each piece of a block began by itself. */
function startOf(entry: GuideEntry | undefined, item: Item | undefined): Second | undefined {
  return entry?.kind === "block" ? item?.start : (entry?.start ?? item?.start);
}

function pieceOf(
  room: RoomRef & { kind: "asset" },
  { pieces }: AiredContext,
): { title: string; start: Second; end?: Second } {
  const piece = pieces.get(room.asset);
  const start = room.startSecond;
  if (piece === undefined) return { title: PIECE_TITLE, start };
  return { title: piece.title, start, end: start + piece.durationSeconds };
}

function rangeOf({ from, to }: AsRunSpan): Pick<AiredSpan, "from" | "to"> {
  return { from, to };
}
