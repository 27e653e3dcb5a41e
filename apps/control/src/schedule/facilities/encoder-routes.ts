import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { EncoderKey, EncodersAnswer } from "@nonstop/contract/encoders";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { EncoderName } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const forProducers = { tags: ["control room"], security: FOR_PRODUCERS };
const refusals = { 401: REFUSED.notProducer, 429: REFUSED.tooMany };
const keyDoor = {
  method: "post" as const,
  ...forProducers,
  request: { params: z.object({ encoder: EncoderName }) },
  responses: {
    200: json(EncoderKey, "What to type into the encoder. The key is a secret."),
    400: REFUSED.malformed,
    403: REFUSED.foreignOrigin,
    404: REFUSED.unknown,
    503: REFUSED.any,
    ...refusals,
  },
};

/** The doors at which producers see the station's encoders, and their keys on demand. */
export function encoderRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.encoders, producersOnly);
  app.use(`${routes.encoders}/*`, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.encoders,
      operationId: "readEncoders",
      summary: "The encoders of the station, with their lasting rooms; without their keys",
      ...forProducers,
      responses: { 200: json(EncodersAnswer, "The encoders."), ...refusals },
    }),
    async (c) => c.json({ encoders: await scheduleOf(c.env).encoders() }, 200),
  );
  app.openapi(
    createRoute({
      ...keyDoor,
      path: routes.encoderKey.template,
      operationId: "showEncoderKey",
      summary: "The stream key of an encoder that is in force; one is made when there is none",
    }),
    (c) => answerKey(c, c.req.valid("param").encoder, "in-force"),
  );
  app.openapi(
    createRoute({
      ...keyDoor,
      path: routes.encoderRotation.template,
      operationId: "rotateEncoderKey",
      summary: "Another stream key for an encoder: whoever publishes with the old one is put out",
    }),
    (c) => answerKey(c, c.req.valid("param").encoder, "another"),
  );
  return app;
}

async function answerKey(c: Context<Bound>, encoder: EncoderName, which: "in-force" | "another") {
  const answer = await scheduleOf(c.env).encoderKey(encoder, which);
  if (answer.kind === "key") return c.json(answer.key, 200);
  if (answer.kind === "not-set-up") {
    const cure = "Set RTMP_URL and STREAM_KEY_SECRET.";
    return c.json(errorBody("not-set-up", "Stream keys are not set up.", { cure }), 503);
  }
  const known = answer.known.length === 0 ? "None is known." : `Known: ${answer.known.join(", ")}.`;
  const detail = { field: "encoder", cure: `${known} Publish an entry of the kind encoder.` };
  return c.json(errorBody("unknown-encoder", "There is no such encoder.", detail), 404);
}
