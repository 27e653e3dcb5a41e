import type { GuideEntry } from "@nonstop/contract/guide";
import type { Item } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";

/** A span `[start, end)` of a guide that has no holes. */
export type Slot = { start: Second; end: Second } &
  /** A programme, or of a block a piece: which of how many it is, counted from 1. */
  (
    | { kind: "programme"; entry: GuideEntry; piece?: { title: string; number: number; of: number } }
    /** One piece between programmes that is long enough to be looked for. */
    | { kind: "piece"; title: string }
    /** Short pieces, promos and idents in a row; `titles` names the pieces that are known, each once. */
    | { kind: "between"; titles: string[] }
  );

/** A shorter piece between programmes is none that a viewer looks for: those stand together. */
const MIN_PIECE_SECONDS = 300;

/**
 * The guide of `[from, to)` without a hole: the programmes (entries that do not overlap), of a block its pieces, and between them
 * what the rundown's items say. Where those do not reach, the time between programmes has no titles.
 */
export function slotsOf(
  entries: readonly GuideEntry[],
  items: readonly Item[],
  window: { from: Second; to: Second },
): Slot[] {
  const slots: Slot[] = [];
  let at = window.from;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.end <= at || entry.start >= window.to) continue;
    if (entry.start > at) slots.push(...between(items, at, entry.start));
    // What began before the window began then.
    const start = slots.length === 0 ? entry.start : Math.max(entry.start, at);
    slots.push(...programme(entry, start));
    at = entry.end;
  }
  if (at < window.to) slots.push(...between(items, at, window.to));
  return slots;
}

// What the pieces of a block leave over is the block's all the same.
function programme(entry: GuideEntry, start: Second): Slot[] {
  const { end, pieces = [] } = entry;
  const slots: Slot[] = [];
  let at = start;
  for (const [index, piece] of pieces.entries()) {
    const [from, to] = [Math.max(piece.start, at), Math.min(piece.end, end)];
    if (to <= from) continue;
    if (from > at) slots.push({ kind: "programme", entry, start: at, end: from });
    const { title } = piece;
    const told = { title, number: index + 1, of: pieces.length };
    slots.push({ kind: "programme", entry, start: from, end: to, piece: told });
    at = to;
  }
  if (at < end) slots.push({ kind: "programme", entry, start: at, end });
  return slots;
}

function between(items: readonly Item[], from: Second, to: Second): Slot[] {
  const slots: Slot[] = [];
  const add = (slot: Slot): void => {
    const last = slots.at(-1);
    if (last?.kind !== "between" || slot.kind !== "between") {
      slots.push(slot);
      return;
    }
    last.end = slot.end;
    for (const title of slot.titles) if (!last.titles.includes(title)) last.titles.push(title);
  };
  let at = from;
  for (const item of items) {
    const start = Math.max(item.start, at);
    const end = Math.min(item.end, to);
    if (end <= start) continue;
    if (start > at) add({ kind: "between", start: at, end: start, titles: [] });
    const isLong = isPiece(item) && end - start >= MIN_PIECE_SECONDS;
    if (isLong) add({ kind: "piece", start, end, title: item.title });
    else add({ kind: "between", start, end, titles: isPiece(item) ? [item.title] : [] });
    at = end;
  }
  if (at < to) add({ kind: "between", start: at, end: to, titles: [] });
  return slots;
}

// The tail of a show that runs over is no piece, and neither is the slate. Nobody looks for an ident, a promo or what fills a break.
function isPiece({ kind, room, role, breakOf }: Item): boolean {
  return kind === "filler" && room.kind === "asset" && role === undefined && breakOf === undefined;
}
