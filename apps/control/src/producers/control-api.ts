import { createRoute, z } from "@hono/zod-openapi";
import { AsRun } from "@nonstop/contract/as-run";
import { ChannelId } from "@nonstop/contract/names";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { ReleaseAnswer, TakeAnswer, TakeRequest } from "@nonstop/contract/take";
import { DismissAnswer, DismissRequest, RecallAnswer } from "@nonstop/contract/warning";
import { MAX_SECOND, Second } from "@nonstop/contract/time";
import { routes } from "@nonstop/contract/routes";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../openapi/answers.ts";

const refusals = {
  400: REFUSED.malformed,
  401: REFUSED.notProducer,
  404: refusedAs("No such channel."),
  429: REFUSED.tooMany,
};
const changeRefusals = { ...refusals, 403: REFUSED.foreignOrigin };
const params = z.object({ channel: ChannelId });
const tags = ["control room"];
const security = FOR_PRODUCERS;

/** Most spans of the as-run that one answer holds. */
const AS_RUN_MOST = 1000;

/** Query of the as-run. */
const AsRunQuery = z.object({
  from: z.coerce.number().pipe(Second).default(0),
  to: z.coerce.number().pipe(Second).default(MAX_SECOND),
  limit: z.coerce.number().pipe(z.int().min(1).max(AS_RUN_MOST)).default(100),
});

/** The producers' API of a channel, as `openapi.json` describes it. */
export const controlApi = {
  state: createRoute({
    method: "get",
    path: routes.control.template,
    operationId: "readControlState",
    summary: "Everything the control room shows but the as-run",
    request: { params },
    responses: { 200: json(ControlRoomState, "The state."), ...refusals },
    tags,
    security,
  }),
  asRun: createRoute({
    method: "get",
    path: routes.asRun.template,
    operationId: "readAsRun",
    summary: "What really aired, and why: the newest spans that touch a range",
    request: { params, query: AsRunQuery },
    responses: { 200: json(AsRun, "Spans, oldest first."), ...refusals },
    tags,
    security,
  }),
  take: createRoute({
    method: "post",
    path: routes.takes.template,
    operationId: "take",
    summary: "Put a room on air over the rundown, from the next open second",
    request: { params, body: { required: true, content: { "application/json": { schema: TakeRequest } } } },
    responses: {
      200: json(TakeAnswer, "The same take as before: a repeated press."),
      201: json(TakeAnswer, "Taken."),
      ...changeRefusals,
      409: refusedAs("Stale: the operator looked at a second too long ago."),
      422: refusedAs("Well-formed, but the room or asset is not known, or the room's window is closed."),
    },
    tags,
    security,
  }),
  release: createRoute({
    method: "post",
    path: routes.release.template,
    operationId: "release",
    summary: "End every take at the next open second",
    request: { params },
    responses: { 200: json(ReleaseAnswer, "What was released."), ...changeRefusals },
    tags,
    security,
  }),
  dismiss: createRoute({
    method: "post",
    path: routes.dismissals.template,
    operationId: "dismissWarning",
    summary: "Dismiss a warning, until it says something else or goes and comes again",
    request: {
      params,
      body: { required: true, content: { "application/json": { schema: DismissRequest } } },
    },
    responses: {
      200: json(DismissAnswer, "Dismissed."),
      ...changeRefusals,
      404: refusedAs("No such channel, or no such warning stands."),
      409: refusedAs("The warning says something else than what was read."),
    },
    tags,
    security,
  }),
  recall: createRoute({
    method: "delete",
    path: routes.dismissals.template,
    operationId: "recallWarnings",
    summary: "Show again every warning that was dismissed and still stands",
    request: { params },
    responses: { 200: json(RecallAnswer, "Shown again."), ...changeRefusals },
    tags,
    security,
  }),
  socket: createRoute({
    method: "get",
    path: routes.controlSocket.template,
    operationId: "openControlSocket",
    summary: "A WebSocket that tells the control room of every change",
    request: { params },
    responses: {
      101: { description: "The socket is open." },
      401: REFUSED.notProducer,
      403: REFUSED.foreignOrigin,
      404: refusedAs("No such channel."),
      426: refusedAs("Not a WebSocket."),
      default: REFUSED.any,
    },
    tags,
    security,
  }),
};
