import type { PersonAnswer, PersonCard, ShowAnswer, ShowCard } from "@nonstop/contract/directory";
import type { GuideEntry } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";
import { oftenWords } from "@nonstop/schedule/recurrence/often-words";
import { readRecurrence } from "@nonstop/schedule/recurrence/recurrence";
import { slugOf } from "@nonstop/schedule/slug";
import { personSlug, type Person } from "../published/published.ts";
import { showName, type Show } from "../shows/show.ts";

/** All that the public may find: people and shows, and the guide as far as it reaches to both sides, by start. */
export type Directory = {
  people: PersonAnswer["person"][];
  shows: ShowAnswer["show"][];
  entries: GuideEntry[];
};

/** More of a person or show are not listed. */
const MAX_COMING = 40;
const MAX_PAST = 40;

/** Lists what is published, by name. Of two with one address the first entry has it. Pure. */
export function directoryOf(o: {
  people: readonly Person[];
  shows: readonly Show[];
  entries: readonly GuideEntry[];
  stationTimezone: string;
}): Directory {
  const people = o.people.map((person) => {
    const { name, role, bio, photo } = person;
    return {
      slug: personSlug(person),
      name,
      ...present({ role, bio, photo: photo && routes.picture(photo) }),
    };
  });
  const shows = o.shows.map((show) => publicShow(show, o.stationTimezone));
  return {
    people: unique(people).sort((a, b) => a.name.localeCompare(b.name)),
    shows: unique(shows).sort((a, b) => a.title.localeCompare(b.title)),
    entries: [...o.entries].sort((a, b) => a.start - b.start),
  };
}

function publicShow(show: Show, stationTimezone: string): ShowAnswer["show"] {
  const { recurrence, defaults, face } = show;
  const { rule, ...texts } = recurrence;
  const zone = defaults.timezone ?? stationTimezone;
  const read = rule === undefined ? undefined : readRecurrence({ rule, ...texts, zone });
  const often = read?.kind === "recurrence" ? oftenWords(read.recurrence) : undefined;
  return {
    ...showName(show),
    ...present({
      description: defaults.summary,
      art: face.art && routes.picture(face.art),
      often: often === undefined ? undefined : `${often} (${zone})`,
    }),
  };
}

function unique<T extends { slug: string }>(all: readonly T[]): T[] {
  return [...new Map([...all].toReversed().map((each) => [each.slug, each])).values()];
}

/** A person by the address of their page, with what they are in at second `now`. */
export function personIn(
  { people, entries }: Directory,
  slug: string,
  now: Second,
): Omit<PersonAnswer, "stationTimezone"> | undefined {
  const person = people.find((each) => each.slug === slug);
  const theirs = entries.filter(({ presenters }) => presenters.some((presenter) => presenter.slug === slug));
  return person && { person, ...parted(theirs, now) };
}

/** A show by the address of its page, with its episodes at second `now`. */
export function showIn(
  { shows, entries }: Directory,
  slug: string,
  now: Second,
): Omit<ShowAnswer, "stationTimezone"> | undefined {
  const show = shows.find((each) => each.slug === slug);
  return (
    show && {
      show,
      ...parted(
        entries.filter((entry) => entry.show?.slug === slug),
        now,
      ),
    }
  );
}

function parted(entries: readonly GuideEntry[], now: Second): { coming: GuideEntry[]; past: GuideEntry[] } {
  return {
    coming: entries.filter(({ end }) => end > now).slice(0, MAX_COMING),
    past: entries
      .filter(({ end }) => end <= now)
      .toReversed()
      .slice(0, MAX_PAST),
  };
}

/** Whose page an address is, for its head: `/people/{name}` or `/shows/{name}`. `airings`: theirs, by start. */
export function namedIn(
  { people, shows, entries }: Directory,
  page: { list: string; name: string },
): { title: string; words?: string; picture?: string; airings: GuideEntry[] } | undefined {
  if (page.list === "people") {
    const person = people.find(({ slug }) => slug === page.name);
    return (
      person && {
        title: person.name,
        airings: entries.filter(({ presenters }) => presenters.some(({ slug }) => slug === page.name)),
        ...present({ words: person.bio ?? person.role, picture: person.photo }),
      }
    );
  }
  const show = page.list === "shows" ? shows.find(({ slug }) => slug === page.name) : undefined;
  return (
    show && {
      title: show.title,
      airings: entries.filter((entry) => entry.show?.slug === page.name),
      ...present({ words: show.description, picture: show.art }),
    }
  );
}

export const personCard = ({ slug, name, role, photo }: Directory["people"][number]): PersonCard => ({
  slug,
  name,
  ...present({ role, photo }),
});
export const showCard = ({ slug, title, art }: Directory["shows"][number]): ShowCard => ({
  slug,
  title,
  ...present({ art }),
});

/** A text as it is searched: without case, accents and signs, in Latin letters where that can be. */
export function folded(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  const latin = slugOf(text).replaceAll("-", " ");
  return latin === words ? words : `${words} ${latin}`.trim();
}
