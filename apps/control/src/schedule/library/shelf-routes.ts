import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { FavouriteAnswer, MAX_SHELF_PAGE, Shelf } from "@nonstop/contract/shelf";
import { knownChannel } from "@nonstop/door/channel-of";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { cors } from "hono/cors";
import type { Bound } from "../../env.ts";
import { FOR_EVERYBODY, json, REFUSED } from "../../openapi/answers.ts";
import { settingsOf } from "../../settings.ts";
import { pageOfShelf, readShelf } from "./read-shelf.ts";

const CACHE = "public, max-age=2";
const common = { method: "get" as const, tags: ["guide"], security: FOR_EVERYBODY };
const problems = { 400: REFUSED.malformed, 404: REFUSED.unknown, 429: REFUSED.tooMany };
const Channel = z.object({ channel: z.string() });
const ShelfQuery = z.object({
  kind: z.enum(["favourite", "airing"]).optional(),
  q: z.string().max(200).optional(),
  after: z
    .string()
    .regex(/^\d{1,10} [fa]-[\w.-]{1,80}$/, "is none that a page has named")
    .optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(MAX_SHELF_PAGE)).default(24),
});

/** The doors at which everybody sees what can be watched again. */
export function shelfRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("bad-query", result.error), 400),
  });
  const anyOrigin = cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"], maxAge: 86_400 });
  for (const { pattern } of [routes.shelf, routes.favourite])
    app.use(pattern, anyOrigin, readsInBounds, knownChannel);

  app.openapi(
    createRoute({
      ...common,
      path: routes.shelf.template,
      operationId: "readShelf",
      summary: "What can be watched again: favourites and programmes that have aired, the newest first",
      request: { params: Channel, query: ShelfQuery },
      responses: { 200: json(Shelf, "A page of the shelf"), ...problems },
    }),
    async (c) => {
      const entries = await readShelf(c.env, c.req.valid("param").channel);
      const page = pageOfShelf(entries, c.req.valid("query"));
      return c.json({ stationTimezone: settingsOf(c.env).timezone, ...page }, 200, {
        "cache-control": CACHE,
      });
    },
  );
  app.openapi(
    createRoute({
      ...common,
      path: routes.favourite.template,
      operationId: "readFavourite",
      summary: "One favourite, by the address of its page",
      request: { params: Channel.extend({ asset: AssetId }) },
      responses: { 200: json(FavouriteAnswer, "The favourite"), ...problems },
    }),
    async (c) => {
      const { channel, asset } = c.req.valid("param");
      const entries = await readShelf(c.env, channel);
      const entry = entries.find((one) => one.kind === "favourite" && one.asset === asset);
      if (entry?.kind !== "favourite") {
        const detail = { field: "asset", cure: "Look it up on the shelf." };
        return c.json(errorBody("no-replay", "There is no such replay.", detail), 404, {
          "cache-control": CACHE,
        });
      }
      return c.json({ stationTimezone: settingsOf(c.env).timezone, entry }, 200, { "cache-control": CACHE });
    },
  );
  return app;
}
