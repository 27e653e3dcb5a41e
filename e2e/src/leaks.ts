import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EventsAnswer } from "@nonstop/contract/events";
import { Guide } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { CONTENTFUL_SPACE } from "@nonstop/station/stand-in-bindings";
import { z } from "zod";
import type { StationUnderTest } from "./station-under-test.ts";

/** What nobody but its owner may read: each by what it is, for the report. */
type Secrets = Map<string, string>;

const Meetings = z.record(
  z.string(),
  z.looseObject({
    password: z.string(),
    hostKey: z.string().optional(),
    livestream: z.looseObject({ stream_key: z.string() }).optional(),
  }),
);
/** A word that is shorter stands in a log by chance. */
const MIN_LENGTH = 6;

/**
 * Where a secret of the station stands that must not be there: in the logs of our processes, in what anybody may ask of us, in KV and in
 * what Contentful's delivery API shows. Call it while the station is on air.
 */
export async function leaksOf(station: StationUnderTest): Promise<string[]> {
  const secrets = secretsOf(station);
  const places = [...logsOf(station), ...kvOf(station), ...(await publicAnswers(station))];
  const leaks: string[] = [];
  for (const [place, text] of places)
    for (const [secret, what] of secrets) if (text.includes(secret)) leaks.push(`${place} tells ${what}`);
  return leaks;
}

function secretsOf({ secrets, stateDir }: StationUnderTest): Secrets {
  // Known to all who try the stand-in.
  const { STREAM_API_TOKEN: _known, ...own } = secrets;
  const found: Secrets = new Map(Object.entries(own).map(([name, value]) => [value, name]));
  const file = join(stateDir, "sandbox", "zoom.json");
  const meetings = existsSync(file) ? Meetings.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  for (const [id, { password, hostKey, livestream }] of Object.entries(meetings)) {
    found.set(password, `the passcode of meeting ${id}`);
    found.set(`/j/${id}?pwd=`, `the link of meeting ${id}`);
    found.set(`/s/${id}?zak=`, `the start link of meeting ${id}`);
    if (hostKey !== undefined) found.set(hostKey, `the host key of meeting ${id}`);
    if (livestream !== undefined) found.set(livestream.stream_key, `the stream key of meeting ${id}`);
  }
  return new Map([...found].filter(([value]) => value.length >= MIN_LENGTH));
}

/** Our processes' logs. Those of the stand-ins are the vendors' own. */
function logsOf({ stateDir }: StationUnderTest): [string, string][] {
  const folder = join(stateDir, "logs");
  const ours = readdirSync(folder).filter((name) => !name.startsWith("sandbox"));
  return ours.map((name) => [`the log ${name}`, readFileSync(join(folder, name), "latin1")]);
}

function kvOf({ stateDir }: StationUnderTest): [string, string][] {
  const folder = join(stateDir, "edge", "kv");
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  return names
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true)
    .map((name) => ["KV", readFileSync(join(folder, name), "latin1")]);
}

async function publicAnswers(station: StationUnderTest): Promise<[string, string][]> {
  const { urls, secrets } = station;
  const guide = Guide.parse(await (await fetch(`${urls.worker}${routes.guide("main")}`)).json());
  const pages = guide.entries.flatMap(({ slug }) => [`/schedule/${slug}`, routes.programme("main", slug)]);
  const paths = [
    "/",
    "/schedule",
    "/control-room/",
    "/healthz",
    "/metrics",
    routes.openapi,
    routes.now("main"),
    routes.guide("main"),
    routes.multivariant("main"),
    ...pages,
    ...(["xml", "ics", "m3u"] as const).map((format) => routes.epg("main", format)),
  ];
  const delivery = `${urls.contentful}/spaces/${CONTENTFUL_SPACE}/environments/master`;
  const addresses = [
    ...paths.map((path) => urls.worker + path),
    ...[urls.ingest, urls.playout].flatMap((url) => [`${url}/healthz`, `${url}/metrics`]),
    `${delivery}/entries?limit=1000&include=10&access_token=${secrets.CONTENTFUL_CDA_TOKEN}`,
    `${delivery}/sync?initial=true&access_token=${secrets.CONTENTFUL_CDA_TOKEN}`,
  ];
  const answers = await Promise.all(
    addresses.map(async (address): Promise<[string, string][]> => {
      const { pathname } = new URL(address);
      try {
        const answer = await fetch(address);
        return [[pathname, `${JSON.stringify([...answer.headers])}\n${await answer.text()}`]];
      } catch (error) {
        // A drill may have ended anything but the edge: what is dead tells nothing.
        if (address.startsWith(urls.worker)) throw error;
        return [];
      }
    }),
  );
  // A producer may read what stands with events, and no link or key is among that.
  const headers = { authorization: `Bearer ${secrets.PRODUCER_TOKEN}` };
  const events = await (await fetch(`${urls.worker}${routes.events}`, { headers })).json();
  return [...answers.flat(), [routes.events, JSON.stringify(EventsAnswer.parse(events))]];
}
