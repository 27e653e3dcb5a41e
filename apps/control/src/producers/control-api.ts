import { createRoute, z } from "@hono/zod-openapi";
import { AsRun } from "@nonstop/contract/as-run";
import { ErrorBody } from "@nonstop/contract/error-body";
import { ChannelId } from "@nonstop/contract/names";
import { ControlRoomState } from "@nonstop/contract/origin-socket";
import { ReleaseAnswer, TakeAnswer, TakeRequest } from "@nonstop/contract/take";
import { Second } from "@nonstop/contract/time";
import { routes } from "@nonstop/contract/routes";

const json = <S extends z.ZodType>(
  schema: S,
  description: string,
): { description: string; content: { "application/json": { schema: S } } } => ({
  description,
  content: { "application/json": { schema } },
});

const refusals = {
  400: json(ErrorBody, "Malformed; `field` names what."),
  401: json(ErrorBody, "Not a producer."),
  404: json(ErrorBody, "No such channel."),
  409: json(ErrorBody, "Stale: the operator looked at a second too long ago."),
  422: json(ErrorBody, "Well-formed, but the room or asset is not known."),
};
const params = z.object({ channel: ChannelId });
const tags = ["control room"];
const security = [{ producer: [] }];

/** Most spans of the as-run in one answer. */
const AS_RUN_MOST = 1000;

/** Query of the as-run. */
const AsRunQuery = z.object({
  from: z.coerce.number().pipe(Second).default(0),
  to: z.coerce.number().pipe(Second).default(4_294_967_295),
  limit: z.coerce.number().pipe(z.int().min(1).max(AS_RUN_MOST)).default(100),
});

/** The producers' API of a channel, as `openapi.json` tells it. */
export const controlApi = {
  state: createRoute({
    method: "get",
    path: routes.control.template,
    summary: "Everything the control room shows but the as-run",
    request: { params },
    responses: { 200: json(ControlRoomState, "The state."), ...refusals },
    tags,
    security,
  }),
  asRun: createRoute({
    method: "get",
    path: routes.asRun.template,
    summary: "What really aired, and why: the newest spans that touch a range",
    request: { params, query: AsRunQuery },
    responses: { 200: json(AsRun, "Spans, oldest first."), ...refusals },
    tags,
    security,
  }),
  take: createRoute({
    method: "post",
    path: routes.takes.template,
    summary: "Put a room on air over the rundown, from the next open second",
    request: { params, body: { required: true, content: { "application/json": { schema: TakeRequest } } } },
    responses: {
      200: json(TakeAnswer, "The same take as before: a repeated press."),
      201: json(TakeAnswer, "Taken."),
      ...refusals,
    },
    tags,
    security,
  }),
  release: createRoute({
    method: "post",
    path: routes.release.template,
    summary: "End every take at the next open second",
    request: { params },
    responses: { 200: json(ReleaseAnswer, "What was released."), ...refusals },
    tags,
    security,
  }),
};
