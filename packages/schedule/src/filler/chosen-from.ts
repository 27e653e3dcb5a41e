import { markOf } from "@nonstop/contract/mark";
import type { Programming } from "@nonstop/contract/programming";
import type { Pool } from "./pool-piece.ts";

/** Tells apart what filler is chosen from: the pieces that fill, all that is known of them, and the settings. */
export function chosenFrom(pool: Pool, programming: Programming): string {
  const { pieces, promos, idents, bumpers } = pool;
  const known = [pieces, promos, idents, [...bumpers]];
  return markOf(JSON.stringify(known)) + markOf(JSON.stringify(programming));
}
