import { BlockList, isIPv6 } from "node:net";
import type { Check } from "../frame/check.ts";
import { bad, good, type Finding } from "../frame/finding.ts";
import type { Instruments } from "../instruments/instruments.ts";
import type { Patient } from "../patient.ts";

/** Cloudflare's proxies, as https://www.cloudflare.com/ips lists them. */
const PROXIES = `
  173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18 190.93.240.0/20
  188.114.96.0/20 197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14 172.64.0.0/13
  131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32 2a06:98c0::/29
  2c0f:f248::/32`
  .trim()
  .split(/\s+/);

function proxies(): BlockList {
  const list = new BlockList();
  for (const range of PROXIES) {
    const [address = "", bits = ""] = range.split("/");
    list.addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
  }
  return list;
}

const isProxy = (address: string): boolean => proxies().check(address, isIPv6(address) ? "ipv6" : "ipv4");

/** What the addresses of a name mean. */
export function judgeName(name: string, addresses: readonly string[], role: "site" | "ingest"): Finding {
  if (addresses.length === 0)
    return bad(
      `${name} has no address.`,
      role === "site"
        ? "Deploy: the Worker's custom domain makes the name. A new one takes some minutes."
        : `Make an A record for ${name} that points at ingest's machine, DNS only.`,
    );
  if (role === "ingest" && addresses.some(isProxy))
    return bad(
      `${name} points at Cloudflare's proxy, which takes no RTMP.`,
      `In Cloudflare's DNS, set the record of ${name} to "DNS only" (the grey cloud).`,
    );
  if (role === "site" && !addresses.some(isProxy))
    return bad(
      `${name} does not point at Cloudflare (${addresses.join(", ")}).`,
      "Deploy: the Worker's custom domain makes the name. Remove other records of it.",
    );
  return good(`${name} is ${addresses.join(", ")}.`);
}

/** The station's name and ingest's, in DNS. */
export function nameChecks(patient: Patient, { lookUp }: Pick<Instruments, "lookUp">): Check[] {
  const check = (name: string, url: string, role: "site" | "ingest"): Check => ({
    group: role === "site" ? "station" : "ingest",
    name,
    run: async () => {
      const { hostname } = new URL(url);
      return [judgeName(hostname, await lookUp(hostname), role)];
    },
  });
  if (patient.kind === "local") return [];
  return [
    check("name", patient.site, "site"),
    ...(patient.ingest === undefined ? [] : [check("name", patient.ingest, "ingest")]),
  ];
}
