/** A meeting is changed once in so long, so that many edits in a row are few calls. The first one goes at once. */
const SPACING_MS = 30_000;
/** What is known of earlier changes; absent when there were none. */
type Changed = { changedMs?: number | undefined };

/** When a meeting may be changed again (epoch ms). Pure. */
export function changeDueMs({ changedMs }: Changed): number {
  return changedMs === undefined ? 0 : changedMs + SPACING_MS;
}

/** The same for a change that is needed to go live: one more goes at once. Pure. */
export function neededChangeDueMs(changed: Changed): number {
  return changeDueMs(changed) - SPACING_MS;
}

/** The `changedMs` of a meeting that is changed at `nowMs`: later than that when it was changed before its time. Pure. */
export function afterChange(changed: Changed, nowMs: number): number {
  return Math.max(changeDueMs(changed), nowMs);
}
