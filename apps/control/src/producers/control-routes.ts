import { OpenAPIHono } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { MAX_TAKE_AGE_SECONDS } from "@nonstop/contract/take";
import { scheduleOf } from "../schedule/schedule-of.ts";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { channelOf, knownChannel } from "@nonstop/door/channel-of";
import type { Bound } from "../env.ts";
import { controlApi } from "./control-api.ts";
import { producersOnly } from "@nonstop/door/producer-auth";
import { refusal } from "@nonstop/door/refusal";
import { routes } from "@nonstop/contract/routes";

/** The doors at which producers see a channel's state, take, release, and read the as-run. */
export function controlRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return c.json(errorBodyOfZod("malformed", result.error), 400);
    },
  });
  for (const door of ["control", "control/socket", "as-run", "takes", "release", "dismissals"])
    app.use(`/api/v1/channels/:channel/${door}`, knownChannel, producersOnly);

  app.openapi(controlApi.state, async (c) =>
    c.json(ControlRoomState.parse(await channelOf(c).controlState()), 200),
  );

  app.openapi(controlApi.asRun, async (c) => {
    const { from, to, limit } = c.req.valid("query");
    return c.json({ spans: await channelOf(c).asRun({ from, to }, limit) }, 200);
  });

  app.openapi(controlApi.take, async (c) => {
    const request = c.req.valid("json");
    let assetSeconds: number | undefined;
    if (request.to.kind === "asset") {
      const read = await readAssetIndex(c.env.MEDIA, request.to.asset);
      if (read.kind !== "index") {
        const message = `body.to.asset: the library has no ${request.to.asset}`;
        return c.json(errorBody("unknown-asset", message, { field: "body.to.asset" }), 422);
      }
      assetSeconds = read.index.durationSeconds;
    }
    const result = await channelOf(c).take(request, { by: c.get("producer").name, assetSeconds });
    if (result.kind === "stale") {
      const message = `body.from: ${result.ageSeconds} s old, a take may be ${MAX_TAKE_AGE_SECONDS} s`;
      const detail = { field: "body.from", cure: "Look at the live picture and take again." };
      return c.json(errorBody("stale-take", message, detail), 409);
    }
    if (result.kind === "unknown-room") {
      const cure = result.known.length === 0 ? "No room is known." : `Known: ${result.known.join(", ")}.`;
      const message = "body.to.room: nobody knows that room";
      return c.json(errorBody("unknown-room", message, { field: "body.to.room", cure }), 422);
    }
    if (result.kind === "outside-window") {
      const when =
        result.opens === undefined ? "" : `, and opens at ${new Date(result.opens * 1000).toISOString()}`;
      const message = `body.to.room: the room belongs to a show whose time it is not${when}`;
      const cure = "What comes now is for the preview. Move the show in its entry if it is to air now.";
      return c.json(errorBody("outside-window", message, { field: "body.to.room", cure }), 422);
    }
    return c.json({ take: result.take }, result.repeated ? 200 : 201);
  });

  app.openapi(controlApi.release, async (c) => c.json(await channelOf(c).release(), 200));

  app.openapi(controlApi.dismiss, async (c) => {
    const request = c.req.valid("json");
    // The schedule side knows its own warnings, and the channel knows its own.
    const told = await scheduleOf(c.env).dismissWarning(request);
    if (told === "changed") {
      const detail = { field: "body.message", cure: "Read what it says now, and dismiss that." };
      return c.json(
        errorBody("warning-changed", "body.message: the warning says something else", detail),
        409,
      );
    }
    if (told === "unknown" && !(await channelOf(c).dismissWarning(request.warning))) {
      const message = "body.warning: no such warning stands";
      return c.json(errorBody("unknown-warning", message, { field: "body.warning" }), 404);
    }
    return c.json({ dismissed: request.warning }, 200);
  });

  app.openapi(controlApi.recall, async (c) => {
    await Promise.all([scheduleOf(c.env).recallWarnings(), channelOf(c).recallWarnings()]);
    return c.json({ recalled: true as const }, 200);
  });

  app.openAPIRegistry.registerPath(controlApi.socket);
  app.get(routes.controlSocket.pattern, (c) => {
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
      return refusal(426, "not-a-socket", "This is a WebSocket.", { cure: "Send Upgrade: websocket." });
    const url = new URL("https://channel/control");
    const { session } = c.get("producer");
    if (session !== undefined) {
      url.searchParams.set("session", session.id);
      url.searchParams.set("until", String(session.expiresAt));
    }
    return channelOf(c).fetch(url, { headers: { upgrade: "websocket" } });
  });
  return app;
}
