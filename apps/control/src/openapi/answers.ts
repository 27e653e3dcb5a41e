import { ErrorBody } from "@nonstop/contract/error-body";
import type { z } from "zod";

/** A JSON answer, as the API's document describes it. */
export const json = <S extends z.ZodType>(
  schema: S,
  description: string,
): { description: string; content: { "application/json": { schema: S } } } => ({
  description,
  content: { "application/json": { schema } },
});

/** Refusals that mean the same at many doors. */
export const REFUSED = {
  malformed: json(ErrorBody, "Malformed; `field` names what."),
  notProducer: json(ErrorBody, "Not a producer."),
  foreignOrigin: json(ErrorBody, "A browser sent it from a page that is not ours."),
  unknown: json(ErrorBody, "There is no such thing."),
  tooMany: json(ErrorBody, "Too many requests from this address: wait as long as `Retry-After` says."),
  any: json(ErrorBody, "Refused; `message` says why."),
} as const;

/** Security of a door that is open to everybody. */
export const FOR_EVERYBODY: Record<string, string[]>[] = [];

/** Security of a door for producers. Any one of these is enough. */
export const FOR_PRODUCERS: Record<string, string[]>[] = [{ producer: [] }, { session: [] }, { access: [] }];
