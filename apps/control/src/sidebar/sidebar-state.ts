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
import { scheduleOf } from "../schedule/schedule-of.ts";

/** A second that was committed longer ago than this says nothing of now. */
const NOW_SECONDS = 15;

/** What the channel knows of all rooms, and what is on air. */
type OnAir = { rooms: readonly RoomStatus[]; newest: CommittedSecond | undefined };
const channels = new SharedReads<OnAir>({ keepMs: () => 1000, maxWeight: 20 });

/** All that the app beside an entry shows, as it is now. */
export async function readSidebar(env: Env, airing: AiringId): Promise<SidebarState> {
  const [facts, onAir] = await Promise.all([
    scheduleOf(env).entryFacts(airing),
    channels.read(firstChannel(env), () => readOnAir(env)).catch(() => undefined),
  ]);
  const nowMs = clock.nowMs();
  if (facts === undefined) return { nowMs, forGuests: {}, deeds: [] };
  const name = facts.event.room;
  const status = onAir?.rooms.find(({ room }) => room === name);
  return {
    nowMs,
    ...facts,
    ...present({
      room: status && { state: status.state, sinceMs: status.sinceMs, ...present(wordsOf(status)) },
      isOnAir: onAir && name !== undefined && isOnAir(onAir.newest, name, secondOf(nowMs)),
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

function wordsOf({ problem, peakDbfs }: RoomStatus) {
  return { problem, peakDbfs };
}

function isOnAir(newest: CommittedSecond | undefined, room: RoomId, nowSecond: number): boolean {
  if (newest === undefined || newest.second < nowSecond - NOW_SECONDS) return false;
  return comesLive(newest.room) && newest.room.room === room;
}
