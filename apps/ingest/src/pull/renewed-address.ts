/** How addresses of a source are written after its token has been renewed: one part of their paths has another text. */
export type Renewal = { host: string; from: string; to: string };

/** The renewal that makes the address `before` of a source into `after`; undefined when more than one part of the path differs. */
export function renewalOf(before: string, after: string): Renewal | undefined {
  if (!URL.canParse(before) || !URL.canParse(after)) return undefined;
  const [old, now] = [new URL(before), new URL(after)];
  const [was, is] = [old.pathname.split("/"), now.pathname.split("/")];
  const isSame = old.origin === now.origin && old.search === now.search && was.length === is.length;
  const differing = was.flatMap((from, index) => (from === is[index] ? [] : [{ from, to: is[index] ?? "" }]));
  const [only] = differing;
  return isSame && only !== undefined && differing.length === 1 ? { host: old.host, ...only } : undefined;
}

/** The address as it is now, by renewals in the order they came. */
export function renewed(url: URL, renewals: readonly Renewal[]): URL {
  const now = new URL(url);
  for (const { host, from, to } of renewals) {
    if (now.host !== host) continue;
    now.pathname = now.pathname
      .split("/")
      .map((part) => (part === from ? to : part))
      .join("/");
  }
  return now;
}
