import type { AssetId, RoomId } from "@nonstop/contract/names";
import type { Second, AssetSecond } from "@nonstop/contract/time";
import { present } from "@nonstop/contract/present";
import {
  comesLive,
  type Item,
  type AiredRole,
  type Take,
  type Reason,
  type RoomRef,
  type Rundown,
} from "@nonstop/contract/rundown";
import type { SecondSpans } from "@nonstop/contract/second-spans";
import type { TroubleLimits } from "@nonstop/contract/trouble";
import { MIN_CLEAN_SECONDS, MIN_CLEAN_SECONDS_OF_TAKE } from "./clean-seconds.ts";
import { fillerAt, type FillerPiece, loopOf, standInsOf } from "./filler/rotation.ts";
import { itemAt, takesAt } from "./item-at.ts";
import type { RoomTroubles } from "./lasting-trouble.ts";
import { type LiveRoomFitness, liveRoomFitness } from "./live-room.ts";
import { mayAir } from "./room-windows.ts";

/** Live room -> its offered spans, sorted. */
export type RoomOffers = ReadonlyMap<RoomId, SecondSpans>;
export type DecideInput = {
  rundown: Rundown | undefined;
  takes: readonly Take[];
  offers: RoomOffers;
  /** Live room -> the trouble of its seconds. */
  troubles: ReadonlyMap<RoomId, RoomTroubles>;
  /** Live rooms that somebody publishes into, as far as is known. */
  attended: ReadonlySet<RoomId>;
  hasAssetSecond: (asset: AssetId, assetSecond: AssetSecond) => boolean;
};
/** A room for one second; `rank` 0 first choice, 1 plan B, 2 filler, 3 slate. */
export type Candidate = {
  room: RoomRef;
  rank: 0 | 1 | 2 | 3;
  reason: Reason;
  item?: Item;
  take?: string;
};
/** `best` is `firstChoice` itself when its second is there. */
export type Decision = { firstChoice: Candidate; best: Candidate };

/** What a candidate is for, where it is the filler that the rundown planned, and nothing that stands in for it. */
export function roleOf({ item, rank, take }: Candidate): AiredRole | undefined {
  if (rank !== 0 || take !== undefined) return undefined;
  return item?.breakOf === undefined ? item?.role : "break";
}

/** When the break that airs as planned is to end; undefined when it is none. */
export function breakEndOf(candidate: Candidate): Second | undefined {
  return roleOf(candidate) === "break" ? candidate.item?.breakEnd : undefined;
}

/** A lost or late live room is bridged with slate for so long; after that with filler. */
export const MAX_BRIDGE_SECONDS = 20;

type Missing = {
  reason: Reason;
  /** Since when the slate bridge runs; undefined: no bridge. */ lostAt?: Second;
};

/** What is on air in `second`. Total: whatever is missing, broken or unknown, there is an answer, at worst slate. */
export function decide(i: DecideInput, second: Second): Decision {
  const item = i.rundown === undefined ? undefined : itemAt(i.rundown, second);
  const ofItem = present({ item });
  let firstChoice: Candidate | undefined;
  let missing: Missing | undefined;

  for (const { id, room, from } of takesAt(i.takes, second)) {
    const taken: Candidate = { room, rank: 0, reason: "take", take: id, ...ofItem };
    firstChoice ??= taken;
    // Without limits: an operator who takes a black room means it.
    const gone = whyMissing(i, room, { second, since: from, cleanSeconds: MIN_CLEAN_SECONDS_OF_TAKE });
    if (gone === undefined)
      return {
        firstChoice,
        best: missing === undefined ? taken : { ...taken, rank: 1, reason: missing.reason },
      };
    // What lies below a take is its plan B. Why the uppermost one is not on air is the reason.
    missing ??= { ...gone, reason: "take-unavailable" };
  }
  if (item !== undefined) {
    const reason = item.kind === "filler" && comesLive(item.room) ? "over-run" : "rundown";
    const scheduled: Candidate = { room: item.room, rank: 0, reason, item };
    const { start: since, limits } = item;
    const gone = whyMissing(i, item.room, { second, since, cleanSeconds: MIN_CLEAN_SECONDS, limits });
    if (firstChoice === undefined) {
      if (gone === undefined) return { firstChoice: scheduled, best: scheduled };
      firstChoice = scheduled;
      missing = item.kind === "filler" ? { reason: gone.reason } : gone;
    } else if (gone === undefined) {
      // The rundown is the plan B of a take.
      return { firstChoice, best: { ...scheduled, rank: 1, reason: missing?.reason ?? reason } };
    }
    const planB = planBOf(i, item, second) ?? (item.planBFromPool && fillerRoom(i, item, second));
    if (planB !== undefined)
      return { firstChoice, best: { room: planB, rank: 1, reason: missing?.reason ?? reason, item } };
  }
  const why = missing ?? { reason: "no-rundown" };
  const bridged = why.lostAt !== undefined && second - why.lostAt < MAX_BRIDGE_SECONDS;
  const filler = bridged ? undefined : fillerRoom(i, item, second);
  const best: Candidate =
    filler === undefined
      ? { room: { kind: "slate" }, rank: 3, reason: why.reason, ...ofItem }
      : { room: filler, rank: 2, reason: why.reason, ...ofItem };
  return { firstChoice: firstChoice ?? best, best };
}

function whyMissing(
  i: DecideInput,
  room: RoomRef,
  o: { second: Second; since: Second; cleanSeconds: number; limits?: TroubleLimits | undefined },
): Missing | undefined {
  if (room.kind === "slate") return undefined;
  if (!mayAir(i.rundown, room, o.second)) return { reason: "outside-window" };
  if (room.kind === "asset")
    return hasSecond(i, room.asset, o.second - room.startSecond) ? undefined : { reason: "asset-missing" };
  const known = {
    offered: i.offers.get(room.room) ?? [],
    troubles: i.troubles.get(room.room) ?? {},
    limits: o.limits ?? {},
  };
  const fitness = liveRoomFitness(known, o);
  if (fitness.kind === "fit") return undefined;
  if (fitness.kind === "not-started") return { reason: "not-started", lostAt: o.since };
  return {
    reason: reasonOf(fitness, i.attended.has(room.room)),
    lostAt: Math.max(o.since, fitness.lostAt ?? o.since),
  };
}

function reasonOf(
  fitness: Exclude<LiveRoomFitness, { kind: "fit" | "not-started" }>,
  isAttended: boolean,
): Reason {
  if (fitness.kind === "troubled") return `room-${fitness.trouble}`;
  if (fitness.kind === "returning") return "room-returning";
  return isAttended ? "room-starved" : "room-stalled";
}

function planBOf(i: DecideInput, item: Item, second: Second): RoomRef | undefined {
  if (item.planB === undefined) return undefined;
  const { asset, startSecond } = loopOf(item.planB, item.start, second);
  return hasSecond(i, asset, second - startSecond) ? { kind: "asset", asset, startSecond } : undefined;
}

// The rotation first; when its piece is not there, any piece of the pool that is.
function fillerRoom(i: DecideInput, item: Item | undefined, second: Second): RoomRef | undefined {
  const { pool, anchor } = standInsOf(i.rundown, item, second);
  const there = ({ asset, startSecond }: FillerPiece): boolean => hasSecond(i, asset, second - startSecond);
  const inTurn = fillerAt(pool, anchor, second);
  if (inTurn === undefined) return undefined;
  const piece = there(inTurn) ? inTurn : pool.map((one) => loopOf(one, anchor, second)).find(there);
  return piece && { kind: "asset", asset: piece.asset, startSecond: piece.startSecond };
}

function hasSecond(i: DecideInput, asset: AssetId, assetSecond: AssetSecond): boolean {
  return assetSecond >= 0 && i.hasAssetSecond(asset, assetSecond);
}
