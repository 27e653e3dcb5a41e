import { present } from "@nonstop/contract/present";
import type { KnownEntry } from "./known.ts";

/** An entry is looked at and written into once in so long, so that many edits in a row are few calls; the first ones go at once. */
const SPACING_MS = 30_000;
const AT_ONCE = 6;
/** So often the same words are put back within a day, each time after twice as long: whoever takes them away is stronger. */
const MAX_REPAIRS = 6;
const GIVEN_UP_FOR_MS = 86_400_000;

/** When the words of `key` may be written into an entry (epoch ms). Pure. */
export function writeDueMs(entry: KnownEntry | undefined, key: string, nowMs: number): number {
  if (entry === undefined) return 0;
  const spacedMs = entry.spacedMs - (AT_ONCE - 1) * SPACING_MS;
  const repairs = repairsOf(entry, key, nowMs);
  if (repairs === 0 || entry.wrote === undefined) return spacedMs;
  const waitMs = repairs < MAX_REPAIRS ? SPACING_MS * 2 ** repairs : GIVEN_UP_FOR_MS;
  return Math.max(spacedMs, entry.wrote.atMs + waitMs);
}

/** What is known when an entry says the words of `key`, be it that they were written now or stood there already. Pure. */
export function afterWrite(
  entry: KnownEntry | undefined,
  key: string,
  o: { isWritten: boolean; nowMs: number },
): KnownEntry {
  const spacedMs = Math.max(entry?.spacedMs ?? 0, o.nowMs) + SPACING_MS;
  if (!o.isWritten) return { saidKey: key, spacedMs, ...present({ wrote: entry?.wrote }) };
  const isAgain = entry?.wrote?.key === key;
  const repairs = isAgain ? repairsOf(entry, key, o.nowMs) + 1 : 0;
  return { saidKey: key, spacedMs, wrote: { key, atMs: o.nowMs, repairs } };
}

/** Whether somebody has taken our words out of an entry so often that they are not put back for now. Pure. */
export function isOverwritten(entry: KnownEntry | undefined, nowMs: number): boolean {
  if (entry?.wrote === undefined || entry.saidKey === entry.wrote.key) return false;
  return repairsOf(entry, entry.wrote.key, nowMs) >= MAX_REPAIRS;
}

// How often just these words were put back. After a day of peace it begins anew.
function repairsOf({ wrote }: KnownEntry, key: string, nowMs: number): number {
  return wrote?.key === key && nowMs - wrote.atMs < GIVEN_UP_FOR_MS ? wrote.repairs : 0;
}
