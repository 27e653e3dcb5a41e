export type Page =
  | { kind: "player" }
  | { kind: "guide" }
  | { kind: "programme"; slug: string }
  | { kind: "people" }
  | { kind: "person"; slug: string }
  | { kind: "shows" }
  | { kind: "show"; slug: string }
  | { kind: "search" }
  | { kind: "replays" }
  | { kind: "replay"; slug: string }
  | { kind: "unknown" };

const LISTS = { people: "person", shows: "show" } as const;

/** Which page a path names. */
export function pageOf(pathname: string): Page {
  if (pathname === "/" || pathname === "/index.html") return { kind: "player" };
  if (pathname === "/schedule" || pathname === "/schedule/") return { kind: "guide" };
  if (/^\/search\/?$/.test(pathname)) return { kind: "search" };
  const [, list, name] = /^\/(people|shows)(?:\/([a-zA-Z0-9_.-]+))?\/?$/.exec(pathname) ?? [];
  if (list === "people" || list === "shows")
    return name === undefined ? { kind: list } : { kind: LISTS[list], slug: name };
  if (pathname === "/replays" || pathname === "/replays/") return { kind: "replays" };
  const replay = /^\/replays\/([a-z0-9][a-z0-9-]*)\/?$/.exec(pathname)?.[1];
  if (replay !== undefined) return { kind: "replay", slug: replay };
  const slug = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/.exec(pathname)?.[1];
  return slug === undefined ? { kind: "unknown" } : { kind: "programme", slug };
}
