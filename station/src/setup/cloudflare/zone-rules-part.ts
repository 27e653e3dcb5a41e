import { type Look, looked, type Part } from "../part.ts";
import { asked, type CloudflareAccount, found } from "./cloudflare-account.ts";
import { zoneOf } from "./zone.ts";

const PHASE = "http_config_settings";
/** By which our rule is found among others. */
const REF = "nonstop_no_browser_check";

/** What is asked for by players, by vendors and by our containers, none of which looks like a browser. */
const MACHINE_FOLDERS = [
  "/live/",
  "/replay/",
  "/epg/",
  "/api/",
  "/hooks/",
  "/origin/",
  "/pictures/",
  "/posters/",
] as const;
/** What televisions, search engines and other sites ask for by its one address. */
const MACHINE_FILES = ["/oembed", "/logo.png", "/card.png", "/sitemap.xml", "/robots.txt"] as const;
/** Pages of people whose calendars machines subscribe to. */
const CALENDAR_FOLDERS = ["/schedule/", "/shows/", "/people/"] as const;
/** The same in the words of setup. */
const LET_IN = [...MACHINE_FOLDERS, ...MACHINE_FILES, ...CALENDAR_FOLDERS.map((folder) => `${folder}*.ics`)];
const PATH = "http.request.uri.path";

/** The addresses at which odd user agents are welcome, in Cloudflare's rule language. */
function machineExpression(host: string): string {
  const below = (folders: readonly string[]): string =>
    folders.map((folder) => `starts_with(${PATH}, "${folder}")`).join(" or ");
  const files = `${PATH} in {${MACHINE_FILES.map((file) => `"${file}"`).join(" ")}}`;
  const calendars = `(ends_with(${PATH}, ".ics") and (${below(CALENDAR_FOLDERS)}))`;
  return `(http.host eq "${host}" and (${below(MACHINE_FOLDERS)} or ${files} or ${calendars}))`;
}

/**
 * The zone's configuration rule that switches the browser integrity check off for machines: by itself it turns away players,
 * webhooks and containers. It stands beside whatever rules there are.
 */
export function zoneRulesPart(account: CloudflareAccount, host: string): Part {
  const { rulesets } = account.client;
  const rule = {
    ref: REF,
    action: "set_config" as const,
    action_parameters: { bic: false },
    expression: machineExpression(host),
    description: "Nonstop: players, webhooks and containers are no browsers",
    enabled: true,
  };
  const present = async () => {
    const { id: zone_id } = await zoneOf(account);
    const ruleset = await found("rules", rulesets.phases.get(PHASE, { zone_id }));
    return { zone_id, ruleset, ours: ruleset?.rules?.find(({ ref }) => ref === REF) };
  };
  const apply = async (): Promise<void> => {
    const { zone_id, ruleset, ours } = await present();
    if (ruleset === undefined)
      await asked(
        "rules",
        rulesets.create({ zone_id, kind: "zone", name: "default", phase: PHASE, rules: [rule] }),
      );
    else if (ours?.id === undefined)
      await asked("rules", rulesets.rules.create(ruleset.id, { zone_id, ...rule }));
    else await asked("rules", rulesets.rules.edit(ours.id, { zone_id, ruleset_id: ruleset.id, ...rule }));
  };
  const look = async (): Promise<Look> => {
    const { ours } = await present();
    const isRight =
      ours?.expression === rule.expression &&
      ours.enabled &&
      JSON.stringify(ours.action_parameters) === JSON.stringify(rule.action_parameters);
    if (isRight) return looked(["the browser integrity check lets players, webhooks and containers in"]);
    return looked(
      [],
      [{ what: `switch the browser integrity check off for ${LET_IN.join(" ")} of ${host}`, apply }],
    );
  };
  return { name: "Cloudflare: rules of the zone", look };
}
