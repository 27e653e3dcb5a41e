import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { AiringId, RoomId } from "@nonstop/contract/names";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { present } from "@nonstop/contract/present";
import type { RoomStatus } from "@nonstop/contract/room";
import { comesLive } from "@nonstop/contract/rundown";
import type { SidebarState } from "@nonstop/contract/sidebar";
import { secondOf } from "@nonstop/contract/time";
import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "../env.ts";
import { seenOf } from "../guests/seen-of.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";

/** A second that was committed longer ago than this says nothing of now. */
const NOW_SECONDS = 15;

/** What the channel knows of all rooms, and what is on air. */
type OnAir = { rooms: readonly RoomStatus[]; newest: CommittedSecond | undefined };
const channels = new SharedReads<OnAir>({ keepMs: () => 1000, maxWeight: 20 });

/** All that the app beside an entry shows, as it is now. */
export async function readSidebar(env: Env, airing: AiringId): Promise<SidebarState> {
  const schedule = scheduleOf(env);
  const [facts, guests, onAir] = await Promise.all([
    schedule.entryFacts(airing),
    schedule.guestsOf(airing),
    channels.read(firstChannel(env), () => readOnAir(env)).catch(() => undefined),
  ]);
  const nowMs = clock.nowMs();
  if (facts === undefined) return { nowMs, forGuests: {}, guests: [], deeds: [] };
  const { isAttended, ...told } = facts;
  const { room } = told.event;
  const second = secondOf(nowMs);
  const status = onAir === undefined ? "unknown" : onAir.rooms.find((each) => each.room === room);
  const expected = guests?.guests ?? [];
  const hasLinks = isAttended !== undefined && expected.some(({ link }) => link !== undefined);
  return {
    nowMs,
    ...told,
    deeds: hasLinks ? [...told.deeds, "new-guest-links"] : told.deeds,
    guests: expected,
    ...present({
      seen: isAttended === undefined ? undefined : seenOf(status, { isAttended, second }),
      isOnAir: onAir && room !== undefined && isOnAir(onAir.newest, room, second),
    }),
  };
}

async function readOnAir(env: Env): Promise<OnAir> {
  const told = await channelByName(env, firstChannel(env)).controlState();
  const { playouts, onAir } = ControlRoomState.parse(told);
  // The playout that spoke last sees rooms as they are.
  const seen = playouts
    .toSorted((a, b) => b.seenMs - a.seenMs)
    .find(({ ingestConnected }) => ingestConnected);
  return { rooms: seen?.rooms ?? [], newest: onAir };
}

function isOnAir(newest: CommittedSecond | undefined, room: RoomId, nowSecond: number): boolean {
  if (newest === undefined || newest.second < nowSecond - NOW_SECONDS) return false;
  return comesLive(newest.room) && newest.room.room === room;
}
