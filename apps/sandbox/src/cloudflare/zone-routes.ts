import { isIPv4, isIPv6 } from "node:net";
import { Hono } from "hono";
import { z } from "zod";
import type { FaultBoard } from "../server/common-routes.ts";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type CloudflareState, type DnsRecord, objectId } from "./account-state.ts";
import { listed, matching } from "./lists.ts";
import { isLacking } from "./permissions.ts";

const NewRecord = z.object({
  type: z.enum(["A", "AAAA", "CNAME", "TXT", "MX"]),
  name: z.string().min(1),
  content: z.string().min(1),
  ttl: z.number().default(1),
  proxied: z.boolean().default(false),
  comment: z.string().nullable().default(null),
});

/** `/zones`: the domains of the account. A token that may not read them is told that there are none. */
export function zoneRoutes(o: { kept: Kept<CloudflareState>; board: FaultBoard; account: string }): Hono {
  const api = new Hono();
  const told = (zone: CloudflareState["zones"][number]): object => ({
    ...zone,
    type: "full",
    account: { id: o.account, name: "The account" },
    name_servers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
  });
  const readable = (): CloudflareState["zones"] =>
    isLacking(o.board, "Zone", false) ? [] : o.kept.value.zones;
  api.get("/", (c) => {
    const account = c.req.query("account.id") ?? o.account;
    return listed(c, account === o.account ? matching(c, readable(), ["name", "status"]).map(told) : [], 50);
  });
  api.get("/:zone", (c) => {
    const zone = readable().find(({ id }) => id === c.req.param("zone"));
    return zone === undefined ? failed(404, 1001, "Invalid zone identifier") : ok(told(zone));
  });
  return api;
}

/** `/zones/{zone}/dns_records`. */
export function dnsRoutes(kept: Kept<CloudflareState>, zoneId: string): Hono {
  const api = new Hono();
  const state = kept.value;
  const ofZone = (): DnsRecord[] => state.dnsRecords.filter(({ zone }) => zone === zoneId);
  const told = (record: DnsRecord): object => ({
    ...record,
    zone: undefined,
    proxiable: record.type !== "TXT",
  });
  const absent = (): Response => failed(404, 81044, "Record does not exist.");
  /** The refusal of a record that cannot stand beside the others, or whose content makes no sense. */
  const objection = (
    record: z.infer<typeof NewRecord>,
    others: readonly DnsRecord[],
  ): Response | undefined => {
    if (record.type === "A" && !isIPv4(record.content))
      return failed(400, 9005, "Content for A record must be a valid IPv4 address.");
    if (record.type === "AAAA" && !isIPv6(record.content))
      return failed(400, 9006, "Content for AAAA record must be a valid IPv6 address.");
    const same = others.filter(({ name }) => name === record.name);
    if (same.some(({ type, content }) => type === record.type && content === record.content))
      return failed(400, 81058, "An identical record already exists.");
    if (same.some(({ type }) => (type === "CNAME") !== (record.type === "CNAME")))
      return failed(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
    return undefined;
  };
  api.get("/", (c) => listed(c, matching(c, ofZone(), ["name", "type", "content"]).map(told), 5000));
  api.post("/", async (c) => {
    const body = await sent(c, NewRecord);
    if (body instanceof Response) return body;
    const refused = objection(body, ofZone());
    if (refused !== undefined) return refused;
    const record = { id: objectId(), zone: zoneId, ...body };
    state.dnsRecords.push(record);
    kept.changed();
    return ok(told(record));
  });
  for (const method of ["PUT", "PATCH"] as const)
    api.on(method, "/:id", async (c) => {
      const record = ofZone().find(({ id }) => id === c.req.param("id"));
      if (record === undefined) return absent();
      const body = await sent(c, z.looseObject({}));
      if (body instanceof Response) return body;
      const next = NewRecord.safeParse(method === "PATCH" ? { ...record, ...body } : body);
      if (!next.success) return failed(400, 1004, `DNS Validation Error: ${z.prettifyError(next.error)}`);
      const refused = objection(
        next.data,
        ofZone().filter((each) => each !== record),
      );
      if (refused !== undefined) return refused;
      Object.assign(record, next.data);
      kept.changed();
      return ok(told(record));
    });
  api.delete("/:id", (c) => {
    const record = ofZone().find(({ id }) => id === c.req.param("id"));
    if (record === undefined) return absent();
    state.dnsRecords.splice(state.dnsRecords.indexOf(record), 1);
    kept.changed();
    return ok({ id: record.id });
  });
  return api;
}
