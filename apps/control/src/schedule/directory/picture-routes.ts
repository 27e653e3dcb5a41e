import { OpenAPIHono, z } from "@hono/zod-openapi";
import { routes } from "@nonstop/contract/routes";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "../../env.ts";
import { FOR_EVERYBODY, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** Addresses by id; of what is no picture, an empty one. */
const addresses = new SharedReads<string>({ keepMs: () => 10_000, maxWeight: 500 });
/** Wide enough for a page, small enough for a phone. In pixels. */
const WIDTHS = [160, 640, 1280] as const;
const TIMEOUT_MS = 8_000;
const MAX_BYTES = 8_000_000;

/** Pictures of people and shows, by their ids. They come from us, so that no page of ours asks others for anything. */
export const pictureRoutes = new OpenAPIHono<{ Bindings: Env }>();
pictureRoutes.use(routes.picture.pattern, readsInBounds);
pictureRoutes.openAPIRegistry.registerPath({
  method: "get",
  path: routes.picture.template,
  operationId: "readPicture",
  summary: "A picture of a person or a show, by its id",
  tags: ["guide"],
  security: FOR_EVERYBODY,
  request: { params: z.object({ id: z.string() }), query: z.object({ w: z.string().optional() }) },
  responses: {
    200: { description: "A picture.", content: { "image/webp": {}, "image/png": {}, "image/jpeg": {} } },
    404: REFUSED.unknown,
    429: REFUSED.tooMany,
    502: REFUSED.any,
  },
});

pictureRoutes.get(routes.picture.pattern, async (c) => {
  const id = c.req.param("id") ?? "";
  const url = await addresses.read(id, async () => (await scheduleOf(c.env).pictureUrl(id)) ?? "");
  const unknown = { field: "id", cure: "Take it from the list of people or shows.", cacheSeconds: 5 };
  if (url === "") return refusal(404, "unknown-picture", "There is no such picture.", unknown);
  const asked = Number(c.req.query("w") ?? 640);
  const width = WIDTHS.find((each) => each >= asked) ?? 1280;
  const found = await fetch(`${url}?w=${width}&fm=webp&q=80`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: "manual",
  }).catch(() => undefined);
  const type = found?.headers.get("content-type") ?? "";
  const size = Number(found?.headers.get("content-length") ?? 0);
  // A drawing may hold scripts, and an address of ours is trusted.
  const isPicture = /^image\/(?:webp|jpeg|png|gif|avif)$/.test(type) && size <= MAX_BYTES;
  if (found?.ok !== true || !isPicture)
    return refusal(502, "unknown-picture", "The picture does not come.", {
      cure: "Try again later.",
      cacheSeconds: 5,
    });
  return new Response(found.body, {
    headers: {
      "content-type": type,
      "cache-control": "public, max-age=3600",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'",
    },
  });
});
