import type { Airing } from "@nonstop/contract/airing";
import type { Piece } from "@nonstop/contract/library";
import type { Item } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { momentWords } from "./air-findings.ts";
import { rightsProblem } from "../library/rights.ts";
import { finding, type Finding } from "./finding.ts";

/** The same recording twice within so many hours is told. */
const REPEATS_WITHIN_HOURS = 6;

/** What the items of a window are looked at with. */
type Seen = {
  airings: ReadonlyMap<string, Airing>;
  pieces: ReadonlyMap<string, Pick<Piece, "title" | "durationSeconds" | "rightsFrom" | "rightsTo">>;
  /** IANA zone of the words. */
  zone: string;
};

/** Programmes of the same recording that air soon after one another. */
export function repeatFindings(items: readonly Item[], { airings, zone }: Seen): Finding[] {
  const last = new Map<string, { end: Second; airing: string }>();
  return items.flatMap((item): Finding[] => {
    const { room, start, end } = item;
    const airing = item.airing === undefined ? undefined : airings.get(item.airing);
    if (room.kind !== "asset" || airing === undefined) return [];
    const before = last.get(room.asset);
    last.set(room.asset, { end, airing: airing.id });
    if (before === undefined || before.airing === airing.id) return [];
    if (start - before.end >= REPEATS_WITHIN_HOURS * 3600) return [];
    return [
      finding({
        code: "repeats-soon",
        at: start,
        programme: { airing: airing.id, title: airing.title },
        message: `${item.title} airs again at ${momentWords(start, zone)}, though it ended only at ${momentWords(before.end, zone)}.`,
        cure: "Leave it at that if it is meant, or plan something else.",
      }),
    ];
  });
}

/** Filler that is cut off because a programme begins, all in one sentence. What the window's end cuts off goes on after it. */
export function cutFindings(items: readonly Item[], to: Second, { pieces, zone }: Seen): Finding[] {
  const fillers = items.filter(({ kind, end }) => kind === "filler" && end < to);
  const cut = fillers.filter(
    ({ room, end }) =>
      room.kind === "asset" && end < room.startSecond + (pieces.get(room.asset)?.durationSeconds ?? 0),
  );
  const [first] = cut;
  if (first === undefined) return [];
  return [
    finding({
      code: "filler-cut",
      at: first.start,
      message: `${cut.length} of ${fillers.length} pieces of filler are cut off by what comes next; the first is ${first.title} at ${momentWords(first.end, zone)}.`,
      cure: "Put short pieces into the filler pool: they land the hour on the second.",
    }),
  ];
}

/** Pieces that air outside their rights, each of them once. */
export function rightsFindings(items: readonly Item[], { airings, pieces, zone }: Seen): Finding[] {
  const told = new Set<string>();
  return items.flatMap((item): Finding[] => {
    const { room, start, airing: id } = item;
    const piece = room.kind === "asset" ? pieces.get(room.asset) : undefined;
    if (room.kind !== "asset" || piece === undefined || told.has(room.asset)) return [];
    // What may not be shown in the station's country is in no facts: the entry that names it tells so.
    const problem = rightsProblem(piece, item, { territory: "", zone });
    if (problem === undefined) return [];
    told.add(room.asset);
    const airing = id === undefined ? undefined : airings.get(id);
    return [
      finding({
        code: "outside-rights",
        at: start,
        ...(airing === undefined ? {} : { programme: { airing: airing.id, title: airing.title } }),
        message: `${piece.title} airs at ${momentWords(start, zone)}, but it ${problem}.`,
        cure: "Plan something else, or correct its rights in the library.",
      }),
    ];
  });
}

/** Filler that begins again too soon, all in one sentence: the pool has not enough for the time between programmes. */
export function poolFindings(items: readonly Item[], repeatHours: number, { zone }: Seen): Finding[] {
  const last = new Map<string, Second>();
  const fillers = items.filter(({ kind, role }) => kind === "filler" && role === undefined);
  const again = fillers.filter(({ room, start, end }) => {
    if (room.kind !== "asset") return false;
    const before = last.get(room.asset);
    last.set(room.asset, end);
    return before !== undefined && start - before < repeatHours * 3600;
  });
  const [first] = again;
  if (first === undefined) return [];
  return [
    finding({
      code: "filler-repeats",
      at: first.start,
      message: `${again.length} of ${fillers.length} pieces of filler begin again within ${repeatHours} hours; the first is ${first.title} at ${momentWords(first.start, zone)}.`,
      cure: "Put more pieces into the filler pool, or plan more programmes.",
    }),
  ];
}
