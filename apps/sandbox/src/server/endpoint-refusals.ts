import { z } from "zod";

/** An endpoint that refuses its calls. `path` is what follows the vendor's base address; `*` stands for one part of it. */
export const EndpointRefusal = z.object({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string().regex(/^(\/[\w.*-]+)+$/, "must be like /meetings/*/invitation"),
  status: z.int().min(400).max(599),
  /** Zoom: the number in its error body; the status when it is left out. */
  code: z.int().optional(),
});
export type EndpointRefusal = z.infer<typeof EndpointRefusal>;

/** What the three vendors' paths begin with. */
const BASE =
  /^\/(?:v2|spaces\/[^/]+(?:\/environments\/[^/]+)?|client\/v4(?:\/(?:accounts|zones)\/[^/]+)?)(?=\/)/;

/** Whether `pattern` names the endpoint of a vendor's `path`. */
export function isEndpoint(pattern: string, path: string): boolean {
  const parts = path.replace(BASE, "").split("/");
  const wanted = pattern.split("/");
  return parts.length === wanted.length && wanted.every((part, i) => part === "*" || part === parts[i]);
}

/** The refusal that stands for a call, if there is one. */
export function refusalOf(
  refusals: readonly EndpointRefusal[],
  method: string,
  path: string,
): EndpointRefusal | undefined {
  return refusals.find((each) => each.method === method && isEndpoint(each.path, path));
}
