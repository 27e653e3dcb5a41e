import { secondOf } from "@nonstop/contract/time";
import { join } from "node:path";
import { DEMO_FILMS, fillLibrary } from "./demo-films.ts";
import { sendGuests } from "./demo-guests.ts";
import { DEMO_COLLECTION, DEMO_PEOPLE, DEMO_STUDIOS, demoSchedule } from "./demo-schedule.ts";
import { demoShows } from "./demo-shows.ts";
import { link, pictureLink, ProgrammingTeam } from "./programming-team.ts";
import type { Station } from "./station.ts";

/**
 * Plays the demo day: puts three films into the library and publishes a schedule around now. Everything goes through
 * Contentful's stand-in, and so along the real webhook path. Guests join the live shows by themselves. Runs until aborted.
 */
export async function playDemoDay(
  station: Pick<Station, "urls" | "secrets">,
  options: { stateDir: string; timezone: string; say: (line: string) => void; abort: AbortSignal },
): Promise<void> {
  const team = new ProgrammingTeam(station);
  for (const { id, ...studio } of DEMO_STUDIOS) await team.publish("studio", id, studio);
  for (const { id, ...person } of DEMO_PEOPLE) {
    await team.picture(`portrait-${id}`, person.name, "portrait.png");
    await team.publish("person", id, { ...person, slug: id, photo: pictureLink(`portrait-${id}`) });
  }
  for (const film of DEMO_FILMS)
    await team.publish("recording", `recording-${film.asset}`, {
      title: film.title,
      asset: film.asset,
      durationSeconds: film.durationSeconds,
    });
  const { id: collection, recordings, ...words } = DEMO_COLLECTION;
  await team.publish("collection", collection, { ...words, pieces: recordings.map(link) });
  for (const { id, presenters, collection: from, ...show } of demoShows(Date.now(), options.timezone)) {
    await team.picture(`art-${id}`, show.title, "wide.png");
    await team.publish("show", id, {
      ...show,
      art: pictureLink(`art-${id}`),
      presenters: presenters.map(link),
      collection: from === undefined ? undefined : link(from),
    });
  }
  const events = demoSchedule(secondOf(Date.now()), options.timezone);
  const guests = sendGuests(station, team, events, options.abort);
  const library = fillLibrary(station, {
    folder: join(options.stateDir, "films"),
    // The marks are an instrument of tests. Viewers of the demo see pictures without them.
    marks: false,
    say: options.say,
  });
  for (const event of events) {
    if (options.abort.aborted) break;
    await team.publishEvent(event);
  }
  options.say(`Published ${events.length} programmes; the first live show starts in about a minute.`);
  await library;
  options.say("The library is filled.");
  await guests;
}
