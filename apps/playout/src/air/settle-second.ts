import { airDeadlineMs, slateDeadlineMs } from "@nonstop/contract/time";
import { comesLive, roomName, type RoomRef } from "@nonstop/contract/rundown";
import { type Candidate, decide, type Decision } from "@nonstop/schedule/decide";
import { roomsWanted } from "@nonstop/schedule/rooms-wanted";
import type { AssetCache } from "../assets/asset-cache.ts";
import type { Changes } from "./changes.ts";
import { type Clock, within } from "../time/clock.ts";
import type { Proposals } from "./proposals.ts";
import type { RoomOffers } from "../rooms/room-offers.ts";
import type { Fragments, RoomSeconds } from "../rooms/room-seconds.ts";
import type { RunningOrder } from "./running-order.ts";

/** What one second needs to be settled. */
export type Switcher = {
  clock: Clock;
  changes: Changes;
  order: RunningOrder;
  offers: RoomOffers;
  rooms: RoomSeconds;
  assets: AssetCache;
  proposals: Proposals;
};

/** How long a fallback may need after the deadline before the next one is tried. */
const FALLBACK_MS = 200;
/** How often a second may be decided again, for rooms that failed or takes and rundowns that came. Then it becomes slate. */
const MAX_TURNS = 12;

const SLATE: Candidate = { room: { kind: "slate" }, rank: 3, reason: "asset-missing" };

/**
 * Gets second `n` on air: its first choice as soon as that is complete, at the deadline the best there is. Call it at n + 1. It
 * ends when the edge has answered or the second has become slate.
 */
export async function settleSecond(s: Switcher, n: number): Promise<void> {
  const deadlineMs = airDeadlineMs(n);
  const failed = new Set<string>();
  for (let turns = 0; turns < MAX_TURNS && s.clock.nowMs() < slateDeadlineMs(n);) {
    const isLate = s.clock.nowMs() >= deadlineMs;
    const { revision } = s.order;
    fetchWantedRooms(s, n);
    const { firstChoice, best } = decideNow(s, n, failed);
    if (best !== firstChoice && !isLate) {
      await s.changes.next(s.clock, deadlineMs);
      // Something has changed, so what failed before may work now. Without a change nothing is tried twice.
      failed.clear();
      continue;
    }
    turns += 1;
    const untilMs = isLate ? s.clock.nowMs() + FALLBACK_MS : deadlineMs;
    const fragments = await within(s.clock, untilMs, fragmentsOf(s, best.room, n));
    if (fragments === undefined) failed.add(roomName(best.room));
    else if (s.order.revision === revision) {
      const settled = await s.proposals.send(n, best, { decidedFrom: s.order.versions, fragments });
      if (settled === "settled") return;
      if (settled === "refused") failed.add(roomName(best.room));
    }
  }
  if (s.clock.nowMs() < slateDeadlineMs(n)) await proposeSlate(s, n);
}

/** Proposes slate, the last resort of a second. The edge would come to the same, only later. */
export async function proposeSlate(s: Switcher, n: number): Promise<void> {
  await s.proposals.send(n, SLATE, { decidedFrom: s.order.versions, fragments: {} });
}

function decideNow(s: Switcher, n: number, failed: ReadonlySet<string>): Decision {
  const { rundown, takes } = s.order;
  const failedRooms = new Set([...failed].map((name) => name.replace(/^\w+:/, "")));
  return decide(
    {
      rundown,
      takes,
      offers: s.offers.offersFor(n, failedRooms),
      troubles: s.offers.troubles,
      attended: s.offers.attended,
      hasAssetSecond: (asset, second) => !failed.has(`asset:${asset}`) && s.assets.has(asset, second),
    },
    n,
  );
}

// Fetch every live room that may be chosen, not only the first: at the deadline it is too late to ask.
function fetchWantedRooms(s: Switcher, n: number): void {
  for (const room of roomsWanted(s.order.rundown, s.order.takes, n))
    if (comesLive(room) && s.offers.has(room.room, n)) void s.rooms.fragments(room.room, n);
}

function fragmentsOf(s: Switcher, room: RoomRef, n: number): Promise<Fragments | undefined> {
  if (room.kind === "slate") return Promise.resolve({});
  if (comesLive(room)) return s.rooms.fragments(room.room, n);
  return s.assets.fragments(room.asset, n - room.startSecond, n);
}
