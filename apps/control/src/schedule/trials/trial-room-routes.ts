import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { errorBody } from "@nonstop/contract/error-body";
import { roomOfTrial } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { TRIAL_ROOM_SECONDS, TrialRoom } from "@nonstop/contract/trial-room";
import { clock } from "@nonstop/door/clock";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { settingsOf } from "../../settings.ts";
import { signStreamKey, streamKeyNonce } from "../steps/sign-stream-key.ts";

/** The door at which producers get a room to try a push with. It is an airing's room by its name, and there is no such airing. */
export function trialRoomRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.use(routes.trialRooms, producersOnly);
  app.openapi(
    createRoute({
      method: "post",
      path: routes.trialRooms,
      operationId: "openTrialRoom",
      summary: "A room for two minutes, to see whether a push arrives; nothing puts it on air",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      responses: {
        201: json(TrialRoom, "The room, and what to push with. The key is a secret."),
        401: REFUSED.notProducer,
        403: REFUSED.foreignOrigin,
        429: REFUSED.tooMany,
        503: REFUSED.any,
      },
    }),
    async (c) => {
      const { rtmpUrl: server, streamKeySecret } = settingsOf(c.env).meetings;
      if (server === "" || streamKeySecret === "") {
        const cure = "Set RTMP_URL and STREAM_KEY_SECRET.";
        return c.json(errorBody("not-set-up", "Stream keys are not set up.", { cure }), 503);
      }
      const until = secondOf(clock.nowMs()) + TRIAL_ROOM_SECONDS;
      // No show is called that, so no rundown has a window for the room.
      const room = roomOfTrial(crypto.randomUUID().slice(0, 8));
      const key = await signStreamKey(streamKeySecret, { room, expiresAt: until, nonce: streamKeyNonce() });
      return c.json({ room, server, key, until }, 201);
    },
  );
  return app;
}
