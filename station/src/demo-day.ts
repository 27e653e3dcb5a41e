import { secondOf } from "@nonstop/contract/time";
import { join } from "node:path";
import { DEMO_FILMS, fillLibrary } from "./demo-films.ts";
import { sendGuests } from "./demo-guests.ts";
import { DEMO_PEOPLE, demoSchedule } from "./demo-schedule.ts";
import { ProgrammingTeam } from "./programming-team.ts";
import type { Station } from "./station.ts";

/**
 * The demo day: three films into the library and a schedule around now, published through Contentful's stand-in and so
 * through the real webhook path. The guests of its live shows come by themselves. Runs until aborted.
 */
export async function playDemoDay(
  station: Station,
  options: { stateDir: string; timezone: string; say: (line: string) => void; abort: AbortSignal },
): Promise<void> {
  const team = new ProgrammingTeam(station);
  for (const { id, ...person } of DEMO_PEOPLE) await team.publish("person", id, { ...person, slug: id });
  for (const film of DEMO_FILMS)
    await team.publish("recording", `recording-${film.asset}`, {
      title: film.title,
      asset: film.asset,
      durationSeconds: film.durationSeconds,
    });
  const events = demoSchedule(secondOf(Date.now()), options.timezone);
  const guests = sendGuests(station, team, events, options.abort);
  const library = fillLibrary(station, join(options.stateDir, "films"), DEMO_FILMS, options.say);
  for (const event of events) {
    if (options.abort.aborted) break;
    await team.publishEvent(event);
  }
  options.say(`Published ${events.length} programmes; the first live show starts in about a minute.`);
  await library;
  options.say("The library is filled.");
  await guests;
}
