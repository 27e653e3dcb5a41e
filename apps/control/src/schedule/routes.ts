import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { EventsAnswer } from "@nonstop/contract/events";
import { Guide, NowNext, ProgrammeAnswer } from "@nonstop/contract/guide";
import { Second, secondOf } from "@nonstop/contract/time";
import { cors } from "hono/cors";
import { knownChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { producersOnly } from "@nonstop/door/producer-auth";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { routes } from "@nonstop/contract/routes";
import type { Env } from "../env.ts";
import { FOR_EVERYBODY, FOR_PRODUCERS, json, REFUSED } from "../openapi/answers.ts";
import { readGuide, readNowNext, readProgramme } from "./guide/read-guide.ts";
import { scheduleOf } from "./schedule-of.ts";

const DAY_SECONDS = 86_400;
const WIDEST_SECONDS = 32 * DAY_SECONDS;
const CACHE = {
  guide: "public, max-age=10",
  now: "public, max-age=1",
  unknown: "public, max-age=5",
} as const;

/** The doors of the schedule side: the public guide and its feeds, and what producers ask of it. */
export const scheduleRoutes = new OpenAPIHono<{ Bindings: Env }>({
  defaultHook: (result) => {
    if (result.success) return undefined;
    const cure = "Give whole Unix seconds; leave it out for the default.";
    const body = errorBodyOfZod("bad-query", result.error, cure);
    return refusal(400, body.error.code, body.error.message, { field: body.error.field ?? "query", cure });
  },
});

const problems = { 400: REFUSED.malformed, 404: REFUSED.unknown, 429: REFUSED.tooMany };
const producersProblems = { 401: REFUSED.notProducer, 429: REFUSED.tooMany };
const forEverybody = { tags: ["guide"], security: FOR_EVERYBODY };
const forProducers = { tags: ["control room"], security: FOR_PRODUCERS };
const Channel = z.object({ channel: z.string() });
const SecondText = z
  .string()
  .regex(/^\d{1,10}$/, "must be a whole number of Unix seconds")
  .transform(Number)
  .pipe(Second)
  .optional();

// Anybody's pages may read these, and be told in words when they ask for what is not there.
const anyOrigin = cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"], maxAge: 86_400 });
for (const door of ["guide", "now", "programmes/*"])
  scheduleRoutes.use(`/api/v1/channels/:channel/${door}`, anyOrigin, readsInBounds, knownChannel);
scheduleRoutes.use(routes.events, producersOnly);

scheduleRoutes.openapi(
  createRoute({
    method: "get",
    path: routes.guide.template,
    operationId: "readGuide",
    ...forEverybody,
    summary: "The programmes that touch [from, to), by start; today and tomorrow by default",
    request: { params: Channel, query: z.object({ from: SecondText, to: SecondText }) },
    responses: { 200: json(Guide, "The guide"), ...problems },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const now = secondOf(clock.nowMs());
    const from = query.from ?? now - (now % DAY_SECONDS);
    const to = query.to ?? from + 2 * DAY_SECONDS;
    if (to <= from)
      return c.json(
        errorBody("bad-query", "to: must be after from", { field: "to", cure: "Give to > from." }),
        400,
      );
    if (to - from > WIDEST_SECONDS)
      return c.json(
        errorBody("bad-query", "to: more than 32 days after from", {
          field: "to",
          cure: "Ask for less.",
        }),
        400,
      );
    return c.json(await readGuide(c.env, c.req.valid("param").channel, { from, to }), 200, {
      "cache-control": CACHE.guide,
    });
  },
);

scheduleRoutes.openapi(
  createRoute({
    method: "get",
    path: routes.now.template,
    operationId: "readNow",
    ...forEverybody,
    summary: "What is on, and what comes next",
    request: { params: Channel },
    responses: { 200: json(NowNext, "Now and next"), ...problems },
  }),
  async (c) =>
    c.json(await readNowNext(c.env, c.req.valid("param").channel), 200, {
      "cache-control": CACHE.now,
    }),
);

scheduleRoutes.openapi(
  createRoute({
    method: "get",
    path: routes.programme.template,
    operationId: "readProgramme",
    ...forEverybody,
    summary: "One airing, by the address of its page, and all airings of its programme",
    request: { params: Channel.extend({ slug: z.string().max(100) }) },
    responses: { 200: json(ProgrammeAnswer, "The programme"), ...problems },
  }),
  async (c) => {
    const { channel, slug } = c.req.valid("param");
    const answer = await readProgramme(c.env, channel, slug);
    if (answer === undefined) {
      const detail = { field: "slug", cure: "Look it up in the guide." };
      return c.json(errorBody("unknown-programme", "There is no such programme.", detail), 404, {
        "cache-control": CACHE.unknown,
      });
    }
    return c.json(answer, 200, { "cache-control": CACHE.guide });
  },
);

scheduleRoutes.openapi(
  createRoute({
    method: "get",
    path: routes.events,
    operationId: "readEvents",
    summary: "Events with their provisioning state, and warnings",
    ...forProducers,
    responses: { 200: json(EventsAnswer, "The events"), ...producersProblems },
  }),
  async (c) => c.json(await scheduleOf(c.env).events(), 200),
);
