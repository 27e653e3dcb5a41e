import { secondOf } from "@nonstop/contract/time";
import { mayShowIn } from "@nonstop/schedule/library/rights";
import { type WantedPromo, wantedPromos } from "@nonstop/schedule/promos/wanted-promos";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { Chore } from "../chores/chore-list.ts";
import type { LeavingPieces } from "../library/leaving-pieces.ts";
import type { LibraryDesk } from "../library/library-desk.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { ProgrammingStore } from "../programming/programming-store.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { makePromo } from "./make-promo.ts";
import { nextToMake } from "./next-to-make.ts";
import type { Promo } from "./promo.ts";
import type { PromoStore } from "./promo-store.ts";
import { withdrawPromo } from "./withdraw-promo.ts";

/** What has begun, and what has come near, is seen within this time. */
const LOOK_MS = 60_000;

type Parts = {
  channelName: string;
  timezone: string;
  territory: string;
  programming: Pick<ProgrammingStore, "programming">;
  ahead: Pick<StationAhead, "airingsEndingAfter" | "version">;
  pieces: PieceStore;
  leaving: Pick<LeavingPieces, "has">;
  libraryDesk: Pick<LibraryDesk, "delete">;
  ingest: ConformOrders;
  promos: PromoStore;
  warnings: Pick<WarningStore, "set">;
};

/** Makes promos of what the guide has next, one after the other, and takes out those that are true no more. */
export function makePromos(o: Parts): Chore {
  let nextLookMs = 0;
  let seen: string | undefined;
  return {
    name: "make-promos",
    dueMs: () =>
      seen === o.ahead.version ? Math.min(nextLookMs, o.promos.nextDueMs() ?? Number.POSITIVE_INFINITY) : 0,
    async run(nowMs) {
      seen = o.ahead.version;
      nextLookMs = nowMs + LOOK_MS;
      const wanted = wantedNow(o, nowMs);
      const names = new Set(wanted.map(({ asset }) => asset));
      for (const promo of o.promos.all()) {
        if (names.has(promo.asset)) await goOn(o, promo, nowMs);
        else await takeOut(o, promo, nowMs);
      }
      const next = nextToMake(wanted, o.promos.all(), (asset) => o.leaving.has(asset));
      if (next !== undefined) await goOn(o, begun(next, nowMs), nowMs);
      tell(o);
    },
  };
}

function wantedNow(o: Parts, nowMs: number): WantedPromo[] {
  return wantedPromos({
    channel: o.channelName,
    timezone: o.timezone,
    programming: o.programming.programming(),
    airings: o.ahead.airingsEndingAfter(0),
    pieces: o.pieces.all().filter((piece) => mayShowIn(piece, o.territory)),
    now: secondOf(nowMs),
  });
}

function begun({ asset, airing, card }: WantedPromo, nowMs: number): Promo {
  return { asset, airing, card, dueMs: nowMs, ordered: false, isMade: false, faults: 0 };
}

async function goOn(o: Parts, promo: Promo, nowMs: number): Promise<void> {
  const { goneMs, ...wanted } = promo;
  // It is true again before it was out.
  const isBack = goneMs !== undefined;
  const isDue = promo.dueMs !== undefined && promo.dueMs <= nowMs;
  if (isBack || isDue) o.promos.write(await makePromo(wanted, { ...o, nowMs }));
}

async function takeOut(o: Parts, promo: Promo, nowMs: number): Promise<void> {
  const isDue = promo.goneMs === undefined || (promo.dueMs ?? 0) <= nowMs || o.pieces.has(promo.asset);
  if (!isDue) return;
  const left = await withdrawPromo(promo, { ...o, nowMs });
  if (left === undefined) o.promos.remove(promo.asset);
  else o.promos.write(left);
}

function tell({ promos, warnings }: Parts): void {
  const fails = promos.all().find(({ problem, goneMs }) => problem !== undefined && goneMs === undefined);
  warnings.set(
    "promos",
    fails && {
      code: "promo-unmade",
      message: `The promo of ${fails.card.title} cannot be made: ${fails.problem ?? ""}`,
      cure: "Nothing else is missing: the time is filled with other pieces. It is tried again every few hours.",
    },
  );
}
