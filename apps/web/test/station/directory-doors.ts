import { errorBody } from "@nonstop/contract/error-body";
import type { GuideEntry } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import { drawnPicture } from "@nonstop/sandbox/drawn-picture";
import { type Directory, personIn, showIn } from "../../../control/src/schedule/directory/directory.ts";
import { searchIn } from "../../../control/src/schedule/directory/search.ts";
import { EVENING_SECOND, STATION_ZONE } from "./programmes.ts";

const PEOPLE: Directory["people"] = [
  {
    slug: "ada-byron",
    name: "Ada Byron",
    role: "host",
    bio: "Asks short questions.\nKnows long answers.",
    photo: "/pictures/ada",
  },
  { slug: "noor", name: "نور الدين", role: "Guest" },
  { slug: "maria", name: "María José Fernández-Villaverde y Gómez-Acebo de la Serna" },
];
const SHOWS: Directory["shows"] = [
  {
    slug: "cable-show",
    title: "The Cable Show",
    description: "What is new under the sea.",
    often: "Every Tuesday and Thursday at 20:00 (Europe/Berlin)",
    art: "/pictures/cable",
  },
  { slug: "late-talk", title: "Late Talk" },
];
const TITLES: ReadonlyMap<string, string> = new Map([
  ["The Cable Show", "cable-show"],
  ["Late Talk", "late-talk"],
]);

/** The doors of people, shows and the search, over a guide of which the cable show and the late talk are shows. */
export function directoryDoors(station: { entries: readonly GuideEntry[] }): Hono {
  const doors = new Hono();
  const directory = (): Directory => ({
    people: PEOPLE,
    shows: SHOWS,
    entries: station.entries.map((entry) => {
      const slug = TITLES.get(entry.title);
      const presenters = entry.presenters.map((presenter) => {
        const found = PEOPLE.find(({ name }) => name === presenter.name);
        return found === undefined ? presenter : { ...presenter, slug: found.slug };
      });
      return { ...entry, presenters, ...(slug === undefined ? {} : { show: { slug, title: entry.title } }) };
    }),
  });
  const unknown = errorBody("unknown-name", "There is no such name.");
  const stationTimezone = STATION_ZONE;
  doors.get(routes.people.pattern, (c) => c.json({ people: directory().people }));
  doors.get(routes.shows.pattern, (c) => c.json({ shows: directory().shows }));
  doors.get(routes.person.pattern, (c) => {
    const found = personIn(directory(), c.req.param("slug"), EVENING_SECOND);
    return found === undefined ? c.json(unknown, 404) : c.json({ stationTimezone, ...found });
  });
  doors.get(routes.show.pattern, (c) => {
    const found = showIn(directory(), c.req.param("slug"), EVENING_SECOND);
    return found === undefined ? c.json(unknown, 404) : c.json({ stationTimezone, ...found });
  });
  doors.get(routes.search.pattern, (c) =>
    c.json(searchIn(directory(), c.req.query("q") ?? "", EVENING_SECOND)),
  );
  doors.get(routes.picture.pattern, (c) => {
    const isPortrait = c.req.param("id") === "ada";
    const drawn = drawnPicture("ada", { width: 640, height: isPortrait ? 640 : 360, isPortrait });
    return c.body(drawn, 200, { "content-type": "image/png" });
  });
  return doors;
}
