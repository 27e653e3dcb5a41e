import { airDeadlineMs } from "@nonstop/contract/time";
import { type Reason, roomName, type RoomRef } from "@nonstop/contract/rundown";
import { MIN_CLEAN_SECONDS } from "@nonstop/schedule/clean-seconds";
import type { AiredSecond } from "./aired.ts";
import type { OffersHeard } from "./offers-heard.ts";

/** A span `[startsAt, endsAt)` and the room that is to be on air in it. */
export type Planned = { startsAt: number; endsAt: number; room: RoomRef };

/**
 * `wrong` must never be, however busy the machine is. Of the seconds of the span, `own` showed the planned room and
 * `lost` was slate, for a reason that is allowed. `able` are those of a live room that playout could have aired, and
 * `slandered` those among them of which the as-run says that the room failed.
 */
export type PlanAccount = {
  wrong: string[];
  own: number;
  lost: AiredSecond[];
  able: number;
  slandered: number;
};

/** Why a second of each kind of room may be slate instead: what a machine too slow for it can bring about, nothing else. */
const ALLOWED: Readonly<Record<RoomRef["kind"], readonly Reason[]>> = {
  live: ["not-started", "room-stalled", "room-starved", "room-returning", "asset-missing", "edge-slate"],
  encoder: [],
  remote: [],
  asset: ["asset-missing", "edge-slate"],
  slate: ["edge-slate"],
};
const BLAMES_ROOM: ReadonlySet<Reason> = new Set(["not-started", "room-stalled", "room-returning"]);
/** Playout needs some time to hear of an offer and to fetch it. */
const HEARING_MS = 500;

/** A live room that could have been aired was, but for moments at which playout got no processor. */
export const MIN_SHARE_OF_ABLE = 0.75;

/** Holds what aired in a span against the plan, and the reasons it gives against what ingest offered, and when. */
export function planAccount(
  aired: readonly AiredSecond[],
  planned: Planned,
  offers: OffersHeard,
): PlanAccount {
  const account: PlanAccount = { wrong: [], own: 0, lost: [], able: 0, slandered: 0 };
  const { room } = planned;
  for (const each of aired.filter(({ second }) => planned.startsAt <= second && second < planned.endsAt)) {
    const isAble = room.kind === "live" && wasAble(offers, room.room, each.second);
    if (isAble) account.able += 1;
    const isOwn = each.room === roomName(room) && each.reason === "rundown";
    if (isOwn) {
      account.own += 1;
      if (each.rank !== 0) account.wrong.push(`${each.second}: ${each.room} with rank ${each.rank}`);
      if (room.kind === "asset" && each.startSecond !== room.startSecond)
        account.wrong.push(`${each.second}: begins at ${each.startSecond}, not at ${room.startSecond}`);
    } else if (each.room === "slate" && each.rank === 3 && ALLOWED[room.kind].includes(each.reason)) {
      account.lost.push(each);
      if (isAble && BLAMES_ROOM.has(each.reason)) account.slandered += 1;
    } else
      account.wrong.push(
        `${each.second}: ${each.room} (rank ${each.rank}, ${each.reason}) instead of ${roomName(room)}`,
      );
  }
  return account;
}

/** Whether a live room had offered a second and the clean ones that must stand before it, in time to be aired. */
function wasAble(offers: OffersHeard, room: string, second: number): boolean {
  const byMs = airDeadlineMs(second) - HEARING_MS;
  return Array.from({ length: MIN_CLEAN_SECONDS }, (_, back) =>
    offers.offeredAtMs(room, second - back),
  ).every((offeredAtMs) => offeredAtMs !== undefined && offeredAtMs <= byMs);
}
