import type { Pull } from "@nonstop/contract/pull";
import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";
import type { EventStore } from "../events/event-store.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import { inputPull } from "../inputs/input-pull.ts";
import { onAirWindow } from "../steps/on-air-window.ts";
import { duePulls, HELD_ON_SECONDS, HELD_SECONDS } from "./due-pulls.ts";

/** What ingest is to pull around `second` (Unix seconds), by the schedule and by the takes that hold a show. */
export async function readPulls(o: {
  channel: ChannelCalls;
  events: EventStore;
  overRunSeconds: number;
  margins: LivestreamMargins;
  second: number;
}): Promise<Pull[]> {
  const { second, overRunSeconds } = o;
  const records = o.events.endingAfter(second - HELD_SECONDS);
  const mayBeHeld = records.some(
    ({ airing, event }) =>
      airing !== undefined && event?.source !== undefined && airing.end <= second + HELD_ON_SECONDS,
  );
  const heldRooms = mayBeHeld ? await roomsHeldBy(o.channel) : new Set<string>();
  const ofInputs = records.flatMap((record) =>
    inputPull(record, onAirWindow(record, o.margins, second * 1000), second),
  );
  return [...duePulls(records, { second, overRunSeconds, heldRooms }), ...ofInputs];
}

// A channel that does not answer holds none.
async function roomsHeldBy(channel: ChannelCalls): Promise<ReadonlySet<string>> {
  try {
    const { takes } = await channel.controlState();
    return new Set(takes.flatMap(({ room }) => (room.kind === "remote" ? [room.room] : [])));
  } catch {
    return new Set();
  }
}
