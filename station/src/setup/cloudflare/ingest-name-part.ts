import { isIPv4 } from "node:net";
import type { Answers } from "../answers.ts";
import { type Change, type Look, looked, type Part } from "../part.ts";
import { allOf, asked, type CloudflareAccount } from "./cloudflare-account.ts";
import { zoneOf } from "./zone.ts";

const COMMENT = "Nonstop: ingest";
/** As Cloudflare counts it: automatic. */
const AUTOMATIC = 1;

type AddressType = "A" | "AAAA" | "CNAME";
type Address = { id: string; type: AddressType; content: string; isProxied: boolean; isOurs: boolean };

/** The name of ingest's machine. It is never proxied: RTMP does not go through Cloudflare's proxy. */
export function ingestNamePart(account: CloudflareAccount, station: Answers["station"]): Part {
  const { client } = account;
  const { ingestHost: name, ingestAddress: address } = station;
  const recordsNow = async (zone_id: string): Promise<Address[]> => {
    const all = await allOf("dns", client.dns.records.list({ zone_id, name: { exact: name } }));
    return all.flatMap(({ id, type, content = "", proxied, comment }) =>
      type === "A" || type === "AAAA" || type === "CNAME"
        ? [{ id, type, content, isProxied: proxied === true, isOurs: comment === COMMENT }]
        : [],
    );
  };
  const write = async (
    zone_id: string,
    record: { type: AddressType; content: string },
    id?: string,
  ): Promise<void> => {
    const body = { zone_id, name, ...record, ttl: AUTOMATIC, proxied: false };
    if (id !== undefined) await asked("dns", client.dns.records.edit(id, { ...body, type: record.type }));
    else await asked("dns", client.dns.records.create({ ...body, comment: COMMENT, type: record.type }));
  };
  const look = async (): Promise<Look> => {
    const { id: zone_id } = await zoneOf(account);
    const records = await recordsNow(zone_id);
    const wanted = address === undefined ? undefined : { type: typeOf(address), content: address };
    const changes: Change[] = records
      .filter(({ isProxied }) => isProxied)
      .map((record) => ({
        what: `take ${name} (${record.type} ${record.content}) off Cloudflare's proxy, which carries no RTMP`,
        apply: () => write(zone_id, { type: record.type, content: record.content }, record.id),
      }));
    if (records.length === 0 && wanted === undefined) return looked([lineToEnter(name)]);
    if (records.length === 0 && wanted !== undefined)
      return looked(
        [],
        [{ what: `make the DNS record ${inWords(name, wanted)}`, apply: () => write(zone_id, wanted) }],
      );
    if (wanted === undefined || records.some(({ content }) => content === wanted.content))
      return looked(
        changes.length > 0
          ? []
          : [`${name} leads to ${records.map(({ content }) => content).join(", ")}, past the proxy`],
        changes,
      );
    const ours = records.find(({ isOurs, type }) => isOurs && type === wanted.type);
    if (ours === undefined)
      return looked([
        `by hand: ${name} leads to ${records[0]?.content}, not to ${wanted.content}. Correct that record, or station.ingestAddress.`,
      ]);
    return looked(
      [],
      [
        {
          what: `change the DNS record of ${name} to ${wanted.content}`,
          apply: () => write(zone_id, wanted, ours.id),
        },
      ],
    );
  };
  return { name: `Cloudflare: the name ${name}`, look };
}

/** Without IPv6, behind which Docker would hide all publishers as one. */
const typeOf = (address: string): AddressType => (isIPv4(address) ? "A" : "CNAME");

const inWords = (name: string, { type, content }: { type: string; content: string }): string =>
  `${name} ${type} ${content}, DNS only`;

const lineToEnter = (name: string): string =>
  `by hand, when you know the machine's address (or write it to station.ingestAddress): ${inWords(name, { type: "A", content: "<the machine's IPv4 address>" })}`;
