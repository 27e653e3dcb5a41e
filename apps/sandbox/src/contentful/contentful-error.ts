import { randomUUID } from "node:crypto";

export type ErrorDetail = {
  name: string;
  path?: readonly (string | number)[];
  value?: unknown;
  details?: string;
};

/** Contentful's error body. */
export function contentfulError(
  status: number,
  id: string,
  message?: string,
  details?: unknown,
  headers: Record<string, string> = {},
): Response {
  const requestId = randomUUID();
  return Response.json(
    {
      sys: { type: "Error", id },
      ...(message === undefined ? {} : { message }),
      ...(details === undefined ? {} : { details }),
      requestId,
    },
    { status, headers: { "X-Contentful-Request-Id": requestId, ...headers } },
  );
}

export const notFound = (details?: object): Response =>
  contentfulError(404, "NotFound", "The resource could not be found.", details);
export const versionMismatch = (): Response => contentfulError(409, "VersionMismatch");
export const badRequest = (message: string): Response => contentfulError(400, "BadRequest", message);
export const invalid = (errors: readonly ErrorDetail[]): Response =>
  contentfulError(422, "ValidationFailed", "The resource you sent in the body is invalid.", { errors });
export const invalidQuery = (errors: readonly ErrorDetail[]): Response =>
  contentfulError(
    400,
    "InvalidQuery",
    "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type of a field.",
    { errors },
  );
