import { secondOf } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin, type LivestreamMargins, livestreamWindow } from "@nonstop/schedule/livestream-window";
import type { EventRecord } from "../events/event-record.ts";
import { DEFAULT_LOOK } from "../events/livestream-look.ts";
import type { OnAirWindow } from "./going-live.ts";

/**
 * When the livestream of an event's meeting may be up, as it stands in the schedule, whatever its event waits for. A rehearsal opens
 * its room before. Undefined when it has none. Pure.
 */
export function onAirWindow(
  { presence, airing, event, rehearsal }: EventRecord,
  margins: LivestreamMargins,
  nowMs: number,
): OnAirWindow | undefined {
  if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return undefined;
  const { from, to } = livestreamWindow(airing, margins);
  const look = event?.look ?? DEFAULT_LOOK;
  const common = { startMs: airing.start * 1000, room: airing.room, look };
  const isRehearsed = rehearsal !== undefined && isWithin(rehearsal, secondOf(nowMs));
  if (isRehearsed && nowMs < from * 1000)
    return { ...common, fromMs: rehearsal.from * 1000, toMs: Math.min(rehearsal.to, from) * 1000 };
  return { ...common, fromMs: from * 1000, toMs: to * 1000 };
}
