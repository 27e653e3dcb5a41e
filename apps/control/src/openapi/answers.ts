import { z } from "@hono/zod-openapi";
import { ErrorBody } from "@nonstop/contract/error-body";

/** A JSON answer, as the API's document describes it. */
export const json = <S extends z.ZodType>(
  schema: S,
  description: string,
): { description: string; content: { "application/json": { schema: S } } } => ({
  description,
  content: { "application/json": { schema } },
});

/** One component of the document, because nearly every answer names it. */
const Refusal = z.object(ErrorBody.shape).openapi("Error");

/** A refusal, as the API's document describes it. */
export const refusedAs = (description: string): ReturnType<typeof json<typeof Refusal>> =>
  json(Refusal, description);

/** Refusals that mean the same at many doors. */
export const REFUSED = {
  malformed: refusedAs("Malformed; `field` names what."),
  notProducer: refusedAs("Not a producer."),
  foreignOrigin: refusedAs("A browser sent it from a page that is not ours."),
  unknown: refusedAs("There is no such thing."),
  tooMany: refusedAs("Too many requests from this address: wait as long as `Retry-After` says."),
  any: refusedAs("Refused; `message` says why."),
} as const;

/** Security of a door that is open to everybody. */
export const FOR_EVERYBODY: Record<string, string[]>[] = [];

/** Security of a door for whoever runs the station. */
export const FOR_OPERATORS: Record<string, string[]>[] = [{ operator: [] }];

/** Security of a door for producers. Any one of these is enough. */
export const FOR_PRODUCERS: Record<string, string[]>[] = [{ producer: [] }, { session: [] }, { access: [] }];
