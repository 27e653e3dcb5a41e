import { WORKERS } from "@nonstop/contract/worker-of-path";
import type { Answers } from "../answers.ts";
import { type Look, looked, type Part, type Problem, trouble } from "../part.ts";
import { allOf, type CloudflareAccount } from "./cloudflare-account.ts";
import { workerName } from "./development-config.ts";
import { zoneOf } from "./zone.ts";

/** The station's own name. The deploy gives it to our Workers, as custom domain and routes: nothing else may stand there. */
export function namesPart(account: CloudflareAccount, { host }: Answers["station"]): Part {
  const look = async (): Promise<Look> => {
    const zone = await zoneOf(account);
    const problems = [
      ...(await standsAt(account, zone.id, host)),
      ...(await routesOver(account, zone.id, host)),
    ];
    if (problems.length > 0) return trouble(...problems);
    return looked([
      zone.isActive
        ? `${host} is free for the station, or the station's already`
        : `by hand: ${account.zone} is not active yet. Give its name servers to your registrar.`,
    ]);
  };
  return { name: `Cloudflare: the name ${host}`, look };
}

const ADDRESS_TYPES: ReadonlySet<string> = new Set(["A", "AAAA", "CNAME"]);
const OURS: ReadonlySet<string> = new Set(WORKERS.map(workerName));

async function standsAt(
  { client, accountId }: CloudflareAccount,
  zone_id: string,
  host: string,
): Promise<Problem[]> {
  const domains = await allOf(
    "scripts",
    client.workers.domains.list({ account_id: accountId, hostname: host }),
  );
  const [domain] = domains;
  if (domain !== undefined && OURS.has(domain.service ?? "")) return [];
  if (domain !== undefined)
    return [
      {
        what: `${host} is the custom domain of the Worker ${domain.service}`,
        cure: "Take it off that Worker (Workers & Pages, Settings, Domains & Routes), or choose another station.host.",
      },
    ];
  const records = await allOf("dns", client.dns.records.list({ zone_id, name: { exact: host } }));
  return records
    .filter(({ type }) => ADDRESS_TYPES.has(type))
    .map(({ type, content }) => ({
      what: `${host} has a DNS record of its own: ${type} ${content}`,
      cure: "Remove that record (DNS, Records): the deploy makes the right one. Or choose another station.host.",
    }));
}

/** Routes of other Workers that reach over the station's name: a route goes before a custom domain. */
async function routesOver({ client }: CloudflareAccount, zone_id: string, host: string): Promise<Problem[]> {
  const routes = await allOf("routes", client.workers.routes.list({ zone_id }));
  return routes
    .filter(({ pattern, script }) => !OURS.has(script ?? "") && isOver(pattern, host))
    .map(({ pattern, script }) => ({
      what: `The route ${pattern} of ${script === undefined || script === "" ? "no Worker" : `the Worker ${script}`} reaches over ${host}`,
      cure: "Make that route narrower (Workers Routes of the zone), or choose another station.host.",
    }));
}

function isOver(pattern: string, host: string): boolean {
  const name = pattern.replace(/^https?:\/\//, "").split("/", 1)[0] ?? "";
  return name.startsWith("*") ? host.endsWith(name.slice(1)) : name === host;
}
