export type Page =
  | { kind: "player" }
  | { kind: "guide" }
  | { kind: "programme"; slug: string }
  | { kind: "unknown" };

/** Which page a path names. */
export function pageOf(pathname: string): Page {
  if (pathname === "/" || pathname === "/index.html") return { kind: "player" };
  if (pathname === "/schedule" || pathname === "/schedule/") return { kind: "guide" };
  const slug = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/.exec(pathname)?.[1];
  return slug === undefined ? { kind: "unknown" } : { kind: "programme", slug };
}
