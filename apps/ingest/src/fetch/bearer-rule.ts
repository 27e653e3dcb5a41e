/** A secret that opens an address, and where else it may be shown. */
export type Bearer = { token: string; domains: readonly string[] };

/**
 * Whether a bearer that was given for `first` may be shown at `url`, to which a redirect leads: to the very host and port it was given
 * for, and from a host below one of its domains to another one below it, over https alone. Nobody else ever sees it.
 */
export function mayShowBearer(url: URL, first: URL, { domains }: Bearer): boolean {
  if (url.origin === first.origin) return true;
  const isInside = ({ protocol, port, hostname }: URL): boolean =>
    protocol === "https:" &&
    port === "" &&
    domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  return isInside(first) && isInside(url);
}
