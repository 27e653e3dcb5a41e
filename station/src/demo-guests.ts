import { setTimeout as pause } from "node:timers/promises";
import type { DemoEvent } from "./demo-schedule.ts";
import type { ProgrammingTeam } from "./programming-team.ts";
import type { Station } from "./station.ts";

/** Seconds before the start at which a demo guest clicks the link. */
const EARLY_SECONDS = 25;

/**
 * Sends the demo's guests. Once the station has made the meeting of a show, its guests join through the stand-in shortly
 * before the start, and leave at the end. Ends when aborted.
 */
export async function sendGuests(
  station: Pick<Station, "urls">,
  team: ProgrammingTeam,
  events: readonly DemoEvent[],
  abort: AbortSignal,
): Promise<void> {
  const shows = events.filter((event) => event.kind === "live");
  await Promise.allSettled(shows.map((show) => attend(station, team, show, abort)));
}

async function attend(
  station: Pick<Station, "urls">,
  team: ProgrammingTeam,
  show: DemoEvent,
  signal: AbortSignal,
): Promise<void> {
  await pauseUntil(show.startsAt - EARLY_SECONDS, signal);
  let meeting = await team.field(show.id, "zoomMeetingId");
  while (typeof meeting !== "string" && nowSecond() < show.endsAt) {
    await pause(1000, undefined, { signal });
    meeting = await team.field(show.id, "zoomMeetingId");
  }
  if (typeof meeting !== "string") return;
  const at = async (verb: "join" | "leave", body: object): Promise<boolean> => {
    const answer = await fetch(`${station.urls.zoom}/sandbox/meetings/${meeting}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    return answer.ok;
  };
  // The marks are an instrument of tests. Viewers of the demo see pictures without them.
  for (const name of show.guests)
    // The host may still hold the show before.
    while (nowSecond() < show.endsAt && !(await at("join", { name, marks: false })))
      await pause(1000, undefined, { signal });
  // Guests stay a few seconds longer, so that the last second of the show has a picture.
  await pauseUntil(show.endsAt + 3, signal);
  for (const name of show.guests) await at("leave", { name });
}

const nowSecond = (): number => Date.now() / 1000;

async function pauseUntil(second: number, signal: AbortSignal): Promise<void> {
  const MAX_TIMER_MS = 2 ** 31 - 1;
  const left = (second - nowSecond()) * 1000;
  if (left > 0) await pause(Math.min(left, MAX_TIMER_MS), undefined, { signal });
}
