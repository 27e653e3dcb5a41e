import { BlockList, isIPv4, isIPv6 } from "node:net";
import { NameLookup } from "./name-lookup.ts";

/** One for the process, so that its bounds hold for all sources and files together. */
const NAMES = new NameLookup();

/** IPv4 addresses that are not of the public Internet (IANA's registry of special-purpose addresses). */
const CLOSED_V4 = blockList("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);
/** Only global unicast of IPv6 is allowed, so mapped, translated, link-local and unique local addresses need no line here. */
const OPEN_V6 = blockList("ipv6", [["2000::", 3]]);
/** Protocols (Teredo among them), documentation, and 6to4, which carries an IPv4 address. */
const CLOSED_V6 = blockList("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);
const LOOPBACK_V4 = blockList("ipv4", [["127.0.0.0", 8]]);

/** Whether this is the IPv4 or IPv6 address of a host on the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !CLOSED_V4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  return OPEN_V6.check(address, "ipv6") && !CLOSED_V6.check(address, "ipv6");
}

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return isIPv4(address) ? LOOPBACK_V4.check(address, "ipv4") : address === "::1";
}

export type PublicAddresses =
  | { kind: "addresses"; addresses: readonly string[] }
  | { kind: "not-public" }
  | { kind: "unknown-host" };

/**
 * The addresses of a host that we may connect to. Connect to one of these, never to the name: it may lead to another address
 * the next time. `loopback` allows this machine as well, for development alone.
 */
export async function findPublicAddresses(
  host: string,
  o: { loopback?: boolean; resolve?: (host: string) => Promise<readonly string[]> } = {},
): Promise<PublicAddresses> {
  let found: readonly string[];
  try {
    found = await (o.resolve ?? ((name: string) => NAMES.find(name)))(host);
  } catch {
    return { kind: "unknown-host" };
  }
  const addresses = found.filter(
    (address) => isPublicAddress(address) || (o.loopback === true && isLoopbackAddress(address)),
  );
  if (addresses.length > 0) return { kind: "addresses", addresses };
  return { kind: found.length === 0 ? "unknown-host" : "not-public" };
}

function blockList(family: "ipv4" | "ipv6", subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}
