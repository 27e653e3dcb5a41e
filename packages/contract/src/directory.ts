import { z } from "zod";
import { GuideEntry } from "./guide.ts";

/** Somebody who is seen, as lists name them. `photo` is a path of ours. */
export const PersonCard = z.object({
  slug: z.string(),
  name: z.string(),
  role: z.string().optional(),
  photo: z.string().optional(),
});
export type PersonCard = z.infer<typeof PersonCard>;

/** A show, as lists name it. `art` is a path of ours. */
export const ShowCard = z.object({ slug: z.string(), title: z.string(), art: z.string().optional() });
export type ShowCard = z.infer<typeof ShowCard>;

/** `GET /api/v1/channels/{channel}/people`, by name. */
export const PeopleAnswer = z.object({ people: z.array(PersonCard) });
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;
/** `GET /api/v1/channels/{channel}/shows`, by title. */
export const ShowsAnswer = z.object({ shows: z.array(ShowCard) });
export type ShowsAnswer = z.infer<typeof ShowsAnswer>;

/** What is to come, the next first; and what was, the last first. */
const Airings = { stationTimezone: z.string(), coming: z.array(GuideEntry), past: z.array(GuideEntry) };

/** `GET /api/v1/channels/{channel}/people/{slug}` */
export const PersonAnswer = z.object({
  person: PersonCard.extend({ bio: z.string().optional() }),
  ...Airings,
});
export type PersonAnswer = z.infer<typeof PersonAnswer>;

/** `GET /api/v1/channels/{channel}/shows/{slug}`. `often`: how often it comes, in words. */
export const ShowAnswer = z.object({
  show: ShowCard.extend({ description: z.string().optional(), often: z.string().optional() }),
  ...Airings,
});
export type ShowAnswer = z.infer<typeof ShowAnswer>;

/** In characters. */
export const MAX_QUERY = 100;

/** `GET /api/v1/channels/{channel}/search?q=`: up to 20 of each kind, the best first. Of a programme its nearest airing. */
export const SearchAnswer = z.object({
  query: z.string(),
  programmes: z.array(GuideEntry),
  people: z.array(PersonCard),
  shows: z.array(ShowCard),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
