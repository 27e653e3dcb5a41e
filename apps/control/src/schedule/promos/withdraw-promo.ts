import type { LibraryDesk } from "../library/library-desk.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { Promo } from "./promo.ts";

/** A piece that is on air, or that people have planned, is looked at again after so long. */
const AGAIN_MS = 15_000;
/** What was ordered comes within this time, or never. */
const MAY_COME_MS = 3600_000;

type Doors = {
  ingest: Pick<ConformOrders, "cancel">;
  libraryDesk: Pick<LibraryDesk, "delete">;
  pieces: Pick<PieceStore, "has" | "forget">;
  nowMs: number;
};

/**
 * Takes a promo out that is true no more: its piece by the rules of the library, which leave what is on air or planned, or its order.
 * Answers what is left to do; undefined when it is gone.
 */
export async function withdrawPromo(promo: Promo, doors: Doors): Promise<Promo | undefined> {
  const { ingest, libraryDesk, pieces, nowMs } = doors;
  const { job, asset, goneMs = nowMs + MAY_COME_MS, ...rest } = promo;
  if (pieces.has(asset)) {
    const answer = await libraryDesk.delete(asset, nowMs);
    if (answer.kind !== "used") return undefined;
    return { ...rest, asset, goneMs: nowMs + MAY_COME_MS, dueMs: nowMs + AGAIN_MS };
  }
  const mayCome = promo.ordered && !promo.isMade && nowMs < goneMs;
  if (!mayCome) {
    pieces.forget(asset);
    return undefined;
  }
  const given = job === undefined ? undefined : await ingest.cancel(job);
  const left = { ...rest, asset, goneMs, dueMs: Math.min(goneMs, nowMs + 4 * AGAIN_MS) };
  return job !== undefined && given?.kind === "retry" ? { ...left, job } : left;
}
