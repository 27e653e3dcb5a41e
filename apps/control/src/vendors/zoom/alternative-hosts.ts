import { z } from "zod";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { LeftOut } from "../../schedule/ports/meetings.ts";
import type { ZoomRequest } from "./zoom-request.ts";

/** Zoom's code for a user whom the account does not have. */
const NO_USER = 1001;
/** Zoom's `type` of a user without a licence. */
const BASIC = 1;
const User = z.object({ type: z.int().optional().catch(undefined) });

/** Which of these Zoom would refuse as alternative hosts, as far as it tells: an app without the scope for users is told nothing. */
export async function refusedHosts(request: ZoomRequest, addresses: readonly string[]): Promise<LeftOut[]> {
  const refused: LeftOut[] = [];
  // One after the other: they are few, and a small plan's limit is four calls a second.
  for (const address of addresses) {
    const path = `/users/${encodeURIComponent(address)}`;
    const answer = await request.call({ method: "GET", path }, User);
    if (answer.kind === "refused" && answer.code === NO_USER) refused.push({ address, why: "unknown" });
    else if (answer.kind === "ok" && answer.value.type === BASIC)
      refused.push({ address, why: "unlicensed" });
  }
  return refused;
}

/**
 * Has a meeting written with as many of its alternative hosts as Zoom takes. Zoom refuses the whole of it for one that it does not,
 * and names one at a time, if any: whoever is named is left out, at last all are.
 */
export async function writeWithHosts<T>(
  request: ZoomRequest,
  wished: readonly string[],
  write: (hosts: readonly string[]) => Promise<VendorAnswer<T>>,
): Promise<VendorAnswer<{ written: T; leftOut: LeftOut[] }>> {
  const leftOut = await refusedHosts(request, wished);
  let hosts = without(wished, leftOut);
  for (;;) {
    const answer = await write(hosts);
    if (answer.kind === "ok") return { kind: "ok", value: { written: answer.value, leftOut } };
    if (answer.kind !== "refused" || hosts.length === 0) return answer;
    const message = answer.message.toLowerCase();
    const named = hosts.filter((address) => message.includes(address));
    // The second time nobody waits for names: each try is a call of the few that a host has in a day.
    const isFirst = leftOut.every(({ why }) => why !== "refused");
    const refused = isFirst && named.length > 0 ? named : hosts;
    leftOut.push(...refused.map((address) => ({ address, why: "refused" as const })));
    hosts = without(hosts, leftOut);
  }
}

function without(hosts: readonly string[], leftOut: readonly LeftOut[]): string[] {
  return hosts.filter((host) => !leftOut.some(({ address }) => address === host));
}
