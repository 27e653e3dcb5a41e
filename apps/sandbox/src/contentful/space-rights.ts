import { z } from "zod";

/** What the owner of the management token may be without: a permission of their role, or the token's right to write. */
export const SpaceRight = z.enum(["content-model", "settings", "api-keys", "entries", "write"]);
export type SpaceRight = z.infer<typeof SpaceRight>;

const PLACES: readonly { right: SpaceRight; path: RegExp; isReadToo: boolean }[] = [
  { right: "content-model", path: /^\/content_types(\/|$)/, isReadToo: false },
  { right: "settings", path: /^\/webhook(s|_definitions|_settings)(\/|$)/, isReadToo: true },
  { right: "api-keys", path: /^\/api_keys(\/|$)/, isReadToo: true },
  { right: "entries", path: /^\/entries(\/|$)/, isReadToo: false },
];

/** The right that a call below the space or its environment lacks. Undefined when it lacks none. */
export function lackedRight(
  missing: readonly SpaceRight[],
  method: string,
  path: string,
): SpaceRight | undefined {
  const isRead = method === "GET";
  if (!isRead && missing.includes("write")) return "write";
  return PLACES.find(
    (place) => missing.includes(place.right) && place.path.test(path) && (place.isReadToo || !isRead),
  )?.right;
}

/** The permissions of a role without these rights, as Contentful has them. */
export function permissionsWithout(missing: readonly SpaceRight[]): Record<string, string[]> {
  const of = (right: SpaceRight): string[] => (missing.includes(right) ? ["read"] : ["read", "manage"]);
  return {
    ContentModel: of("content-model"),
    Settings: missing.includes("settings") ? [] : ["manage"],
    ContentDelivery: missing.includes("api-keys") ? [] : ["read", "manage"],
    Environments: [],
  };
}
