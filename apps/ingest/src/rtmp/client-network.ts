import { isIPv6 } from "node:net";

/** Who counts as one address: an IPv4 address, or the /64 of one IPv6 subscriber. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes(".")) return ip.replace(/^.*:/, "");
  const [head = "", tail] = ip.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  while (groups.length + after.length < 8) groups.push("0");
  return [...groups, ...after].slice(0, 4).join(":");
}
