import { OpenAPIHono, z } from "@hono/zod-openapi";
import { RoomId } from "@nonstop/contract/names";
import { RoomStatus } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import type { Bound, Env } from "../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../openapi/answers.ts";
import { producersOnly } from "@nonstop/door/producer-auth";
import { refusal } from "@nonstop/door/refusal";

const INGEST_TIMEOUT_MS = 5000;
/** Paths of plain HLS. They are folders and a file, and nothing else. */
export const PREVIEW_PATH = /^(?:[a-z0-9][a-z0-9-]*\/){0,3}[a-z0-9][a-z0-9-]*\.(?:m3u8|m4s|mp4)$/;

/** Rooms as producers see them before they are on air. The Worker passes on ingest's list and previews. */
export function roomRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  const common = { method: "get" as const, tags: ["control room"], security: FOR_PRODUCERS };
  const refused = { 401: REFUSED.notProducer, 404: REFUSED.unknown, 429: REFUSED.tooMany, 502: REFUSED.any };
  app.openAPIRegistry.registerPath({
    ...common,
    path: routes.roomsSeen,
    operationId: "readRooms",
    summary: "Live rooms as ingest sees them, on air or not",
    responses: { 200: json(z.object({ rooms: z.array(RoomStatus) }), "The rooms."), ...refused },
  });
  app.openAPIRegistry.registerPath({
    ...common,
    path: routes.roomPreview.template,
    operationId: "readRoomPreview",
    summary: "A room's preview as HLS: index.m3u8 and the files it names, which may lie in folders",
    request: { params: z.object({ room: RoomId, path: z.string().regex(PREVIEW_PATH) }) },
    responses: {
      200: {
        description: "A playlist, or media.",
        content: { "application/vnd.apple.mpegurl": {}, "video/mp4": {}, "audio/mp4": {} },
      },
      400: REFUSED.malformed,
      ...refused,
    },
  });
  app.use(routes.roomsSeen, producersOnly);
  app.use("/api/v1/rooms/*", producersOnly);
  app.get(routes.roomsSeen, (c) => fromIngest(c.env, routes.rooms));
  app.get(routes.roomPreview.pattern, (c) => {
    const { room, path } = c.req.param();
    if (!RoomId.safeParse(room).success)
      return refusal(400, "malformed", "room: lower-case letters, digits and hyphens", { field: "room" });
    return previewOf(c.env, room, path);
  });
  return app;
}

/** A file of a room's preview. */
export function previewOf(env: Env, room: RoomId, path: string): Promise<Response> | Response {
  if (!PREVIEW_PATH.test(path))
    return refusal(404, "no-preview", "A preview has no such file.", { cure: "Read its index.m3u8." });
  return fromIngest(env, `/rooms/${room}/${path}`);
}

async function fromIngest(env: Env, path: string): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, env.INGEST_URL), {
      headers: { authorization: `Bearer ${env.INGEST_TOKEN}` },
      redirect: "manual",
      signal: AbortSignal.timeout(INGEST_TIMEOUT_MS),
    });
  } catch {
    return refusal(502, "ingest-unreachable", "Ingest does not answer.", {
      cure: "Live rooms come back with it; recordings air on.",
    });
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    const status = answer.status === 404 ? 404 : 502;
    return refusal(
      status,
      status === 404 ? "no-preview" : "ingest-refused",
      `Ingest answers ${answer.status}.`,
    );
  }
  return new Response(answer.body, {
    headers: {
      "content-type": answer.headers.get("content-type") ?? "application/octet-stream",
      "cache-control": "private, no-store",
    },
  });
}
