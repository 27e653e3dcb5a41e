import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import {
  MAX_QUERY,
  PeopleAnswer,
  PersonAnswer,
  SearchAnswer,
  ShowAnswer,
  ShowsAnswer,
} from "@nonstop/contract/directory";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { knownChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { cors } from "hono/cors";
import type { Env } from "../../env.ts";
import { FOR_EVERYBODY, json, REFUSED } from "../../openapi/answers.ts";
import { settingsOf } from "../../settings.ts";
import { personCard, personIn, showCard, showIn } from "./directory.ts";
import { readDirectory } from "./read-directory.ts";
import { searchIn } from "./search.ts";

const CACHE = { "cache-control": "public, max-age=10" };
const UNKNOWN = { "cache-control": "public, max-age=5" };

/** The public doors of people and shows, and of the search over them and the guide. */
export const directoryRoutes = new OpenAPIHono<{ Bindings: Env }>({
  defaultHook: (result) => {
    if (result.success) return undefined;
    const cure = `Ask with q=, 1 to ${MAX_QUERY} characters.`;
    const { error } = errorBodyOfZod("bad-query", result.error, cure);
    return refusal(400, error.code, error.message, { field: error.field ?? "q", cure });
  },
});

const anyOrigin = cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"], maxAge: 86_400 });
for (const door of ["people", "people/*", "shows", "shows/*", "search"])
  directoryRoutes.use(`/api/v1/channels/:channel/${door}`, anyOrigin, readsInBounds, knownChannel);

const Channel = z.object({ channel: z.string() });
const Named = Channel.extend({ slug: z.string().max(100) });
const common = { method: "get" as const, tags: ["guide"], security: FOR_EVERYBODY };
const problems = { 404: REFUSED.unknown, 429: REFUSED.tooMany };
const now = (): number => secondOf(clock.nowMs());
const nobody = (what: string) =>
  errorBody("unknown-name", `There is no such ${what}.`, { field: "slug", cure: "Look it up in the list." });

directoryRoutes.openapi(
  createRoute({
    ...common,
    path: routes.people.template,
    operationId: "readPeople",
    summary: "Everybody who is seen, by name",
    request: { params: Channel },
    responses: { 200: json(PeopleAnswer, "The people"), ...problems },
  }),
  async (c) => {
    const { people } = await readDirectory(c.env, c.req.valid("param").channel);
    return c.json({ people: people.map(personCard) }, 200, CACHE);
  },
);

directoryRoutes.openapi(
  createRoute({
    ...common,
    path: routes.person.template,
    operationId: "readPerson",
    summary: "Somebody who is seen, and what they are in",
    request: { params: Named },
    responses: { 200: json(PersonAnswer, "The person"), ...problems },
  }),
  async (c) => {
    const { channel, slug } = c.req.valid("param");
    const found = personIn(await readDirectory(c.env, channel), slug, now());
    if (found === undefined) return c.json(nobody("person"), 404, UNKNOWN);
    return c.json({ stationTimezone: settingsOf(c.env).timezone, ...found }, 200, CACHE);
  },
);

directoryRoutes.openapi(
  createRoute({
    ...common,
    path: routes.shows.template,
    operationId: "readShows",
    summary: "All shows, by title",
    request: { params: Channel },
    responses: { 200: json(ShowsAnswer, "The shows"), ...problems },
  }),
  async (c) => {
    const { shows } = await readDirectory(c.env, c.req.valid("param").channel);
    return c.json({ shows: shows.map(showCard) }, 200, CACHE);
  },
);

directoryRoutes.openapi(
  createRoute({
    ...common,
    path: routes.show.template,
    operationId: "readShow",
    summary: "A show, and its episodes",
    request: { params: Named },
    responses: { 200: json(ShowAnswer, "The show"), ...problems },
  }),
  async (c) => {
    const { channel, slug } = c.req.valid("param");
    const found = showIn(await readDirectory(c.env, channel), slug, now());
    if (found === undefined) return c.json(nobody("show"), 404, UNKNOWN);
    return c.json({ stationTimezone: settingsOf(c.env).timezone, ...found }, 200, CACHE);
  },
);

directoryRoutes.openapi(
  createRoute({
    ...common,
    path: routes.search.template,
    operationId: "search",
    summary: "Programmes, people and shows in which all words are found",
    request: { params: Channel, query: z.object({ q: z.string().max(MAX_QUERY) }) },
    responses: { 200: json(SearchAnswer, "What was found"), 400: REFUSED.malformed, ...problems },
  }),
  async (c) => {
    const directory = await readDirectory(c.env, c.req.valid("param").channel);
    return c.json(searchIn(directory, c.req.valid("query").q, now()), 200, CACHE);
  },
);
