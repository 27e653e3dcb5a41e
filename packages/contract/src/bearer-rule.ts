/** A secret that opens an address, and below which domains it may be shown as well. */
export type Bearer = { token: string; domains: readonly string[] };

/** As much of a `URL` as says where it leads. */
type Place = { origin: string; protocol: string; hostname: string; port: string };

/**
 * Whether a bearer that was given for `first` may be shown at `place`, to which a redirect leads: at the very host and port it was given
 * for, and from a host below one of its domains at another one below it, over https alone. Nobody else ever sees it.
 */
export function mayShowBearer(place: Place, first: Place, { domains }: Pick<Bearer, "domains">): boolean {
  if (place.origin === first.origin) return true;
  const isInside = ({ protocol, port, hostname }: Place): boolean =>
    protocol === "https:" &&
    port === "" &&
    domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  return isInside(first) && isInside(place);
}
