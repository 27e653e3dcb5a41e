import { OpenAPIHono, z } from "@hono/zod-openapi";
import { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { clock } from "@nonstop/door/clock";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import type { Context } from "hono";
import type { Env } from "../env.ts";
import { FOR_EVERYBODY, json, REFUSED, refusedAs } from "../openapi/answers.ts";
import { PREVIEW_PATH, previewOf } from "../producers/room-routes.ts";
import type { RoomMeters } from "../schedule/ports/room-meters.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";
import type { CheckAnswer } from "./guest-answers.ts";
import { type GuestBound, guestsOnly } from "./guest-known.ts";
import { lapsedLink } from "./guest-refusal.ts";
import { readGuest } from "./read-guest.ts";
import { stateMessages } from "./state-messages.ts";

/** While somebody is expected in the room, each second counts; before and after, the countdown runs by itself. */
const NEAR_MS = 1_000;
const FAR_MS = 5_000;

const token = z.string().max(200);
const common = { tags: ["guests"], security: FOR_EVERYBODY };
const refused = {
  404: refusedAs("Not a link of ours."),
  410: refusedAs("The link has expired, or was revoked."),
  429: REFUSED.tooMany,
};

/** The doors of a guest's page. Who shows the token of a good link is the guest; the link is in the invitation. */
export function guestRoutes(metersOf: (env: Env) => RoomMeters): OpenAPIHono<GuestBound> {
  const app = new OpenAPIHono<GuestBound>();
  const { openAPIRegistry: registry } = app;
  registry.registerPath({
    ...common,
    method: "get",
    path: routes.guest.template,
    operationId: "readGuestState",
    summary: "All that a guest's page shows",
    request: { params: z.object({ token }) },
    responses: { 200: json(GuestState, "As it is now."), ...refused },
  });
  registry.registerPath({
    ...common,
    method: "get",
    path: routes.guestEvents.template,
    operationId: "followGuestState",
    summary: "The same again and again, as server-sent events: once a second while the guest is expected",
    request: { params: z.object({ token }) },
    responses: {
      200: { description: "Messages `state`.", content: { "text/event-stream": {} } },
      ...refused,
    },
  });
  for (const [method, operationId, summary] of [
    ["post", "openGuestCheck", "Check the guest's set-up in the meeting of the show"],
    ["delete", "endGuestCheck", "End that check without a verdict"],
  ] as const)
    registry.registerPath({
      ...common,
      method,
      path: routes.guestCheck.template,
      operationId,
      summary,
      request: { params: z.object({ token }) },
      responses: {
        200: json(GuestState, "As it is now."),
        ...refused,
        409: refusedAs("Not now; `message` says why."),
      },
    });
  registry.registerPath({
    ...common,
    method: "get",
    path: routes.guestPreview.template,
    operationId: "readGuestPreview",
    summary: "What the station receives of a guest as HLS, while their set-up is checked",
    request: { params: z.object({ token, path: z.string().regex(PREVIEW_PATH) }) },
    responses: {
      200: {
        description: "A playlist, or media.",
        content: { "application/vnd.apple.mpegurl": {}, "video/mp4": {}, "audio/mp4": {} },
      },
      ...refused,
      502: REFUSED.any,
    },
  });

  app.use(routes.guest.pattern, readsInBounds, guestsOnly);
  app.use(`${routes.guest.pattern}/*`, readsInBounds, guestsOnly);
  const answerState = async (c: Context<GuestBound>): Promise<Response> => {
    const read = await readGuest(c.env, c.get("claims"), metersOf(c.env));
    return read.kind === "state" ? c.json(read.state, 200, PRIVATE) : lapsedLink(read);
  };
  app.get(routes.guest.pattern, answerState);
  app.get(routes.guestEvents.pattern, async (c) => {
    const read = (): ReturnType<typeof readGuest> => readGuest(c.env, c.get("claims"), metersOf(c.env));
    // A link that is not good is refused with its reason, which a stream could not tell.
    const first = await read();
    if (first.kind !== "state") return lapsedLink(first);
    let next: typeof first | undefined = first;
    const messages = stateMessages(async () => {
      const now = next ?? (await read());
      next = undefined;
      return now.kind === "state" ? { value: now.state, everyMs: everyMsOf(now.state) } : undefined;
    }, waited);
    return c.body(messages, 200, {
      ...PRIVATE,
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
    });
  });
  const answerCheck = async (c: Context<GuestBound>, answer: CheckAnswer): Promise<Response> => {
    if (answer.kind === "done") return answerState(c);
    if (answer.kind !== "no-check") return lapsedLink(answer);
    return refusal(409, "no-check-now", answer.why);
  };
  app.post(routes.guestCheck.pattern, async (c) =>
    answerCheck(c, await scheduleOf(c.env).openGuestCheck(c.get("claims"))),
  );
  app.delete(routes.guestCheck.pattern, async (c) =>
    answerCheck(c, await scheduleOf(c.env).endGuestCheck(c.get("claims"))),
  );
  app.get(routes.guestPreview.pattern, async (c) => {
    const answer = await scheduleOf(c.env).guest(c.get("claims"));
    if (answer.kind !== "view") return lapsedLink(answer);
    const { room, check } = answer.view;
    if (room === undefined || check === undefined)
      return refusal(404, "no-preview", "Your set-up is not tested now.", {
        cure: "Press the button that tests it.",
      });
    return previewOf(c.env, room, c.req.param("path"));
  });
  return app;
}

const PRIVATE = { "cache-control": "private, no-store" };

function everyMsOf({ seen, check }: GuestState): number {
  return seen === undefined && check === undefined ? FAR_MS : NEAR_MS;
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => void clock.wakeAt(clock.nowMs() + ms, resolve));
}
