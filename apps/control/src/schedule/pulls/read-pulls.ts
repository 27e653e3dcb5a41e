import type { Pull } from "@nonstop/contract/pull";
import { clock } from "../../edge/clock.ts";
import type { Env } from "../../env.ts";
import { duePulls, HELD_ON_SECONDS, HELD_SECONDS } from "./due-pulls.ts";
import type { EventStore } from "../events/event-store.ts";
import { upstreamDelaySeconds } from "../../settings.ts";

/** What ingest is to pull now and soon, by the schedule and by the takes that hold a show. */
export async function readPulls(env: Env, channel: string, events: EventStore): Promise<Pull[]> {
  const second = Math.floor(clock.nowMs() / 1000);
  const records = events.endingAfter(second - HELD_SECONDS);
  const mayBeHeld = records.some(
    ({ airing }) => airing?.pulled === true && airing.end <= second + HELD_ON_SECONDS,
  );
  return duePulls(records, {
    second,
    overRunSeconds: upstreamDelaySeconds(env),
    heldRooms: mayBeHeld ? await heldRooms(env, channel) : new Set(),
  });
}

// A channel that does not answer holds none.
async function heldRooms(env: Env, channel: string): Promise<ReadonlySet<string>> {
  try {
    const { takes } = await env.CHANNELS.getByName(channel).controlState();
    return new Set(takes.flatMap(({ room }) => (room.kind === "remote" ? [room.room] : [])));
  } catch {
    return new Set();
  }
}
