import { routes } from "@nonstop/contract/routes";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Asking } from "../../instruments/instruments.ts";
import type { Patient } from "../../patient.ts";
import { nobodyAnswers } from "../doors/nobody-answers.ts";
import { isTurnedAway, LET_IN, type StationDoors } from "../doors/station-doors.ts";

/** Who comes to the doors, and one that does not say who it is. */
const AGENTS: Readonly<Record<string, string | undefined>> = {
  "a browser":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  VLC: "VLC/3.0.21 LibVLC/3.0.21",
  ffmpeg: "Lavf/60.16.100",
  Kodi: "Kodi/21.1 (Linux; Android 12) App_Bitness/64 Version/21.1",
  Roku: "Roku/DVP-14.5 (14.5.4.5934-46)",
  "Zoom's webhooks": "Zoom Marketplace/1.0a",
  "Contentful's webhooks": "contentful-webhooks",
  nobody: undefined,
};

/** What came of asking at one door with one agent. `served`: a Worker of ours answered. */
export function judgeAgent(door: string, agent: string, asking: Asking): Finding | undefined {
  if (asking.kind === "unreachable")
    return bad(
      `${door} as ${agent}: the station ${asking.problem}.`,
      "See whether the Workers are deployed.",
    );
  if (isTurnedAway(asking))
    return bad(
      `${door} as ${agent}: Cloudflare turns it away (${asking.status}, error 1010: browser integrity).`,
      LET_IN,
    );
  if (asking.status === 403 || asking.status === 503 || asking.status === 429)
    return bad(
      `${door} as ${agent} is answered with ${asking.status}.`,
      asking.status === 429
        ? "This address has asked too often: wait a minute, and run it again."
        : "Something in front of the Worker refuses it: look at the zone's security events (WAF, Bot Fight Mode, Under Attack).",
    );
  return undefined;
}

/** Whether players, webhooks and containers reach their doors, whatever they call themselves. */
export function userAgentCheck(patient: Patient, doors: StationDoors): Check {
  const paths = [routes.multivariant(patient.channel), routes.contentfulHook, routes.zoomHook, routes.clock];
  return {
    group: "media",
    name: "user agents",
    run: async () => {
      const asked = await Promise.all(
        Object.entries(AGENTS).flatMap(([agent, value]) =>
          // A hook is asked for by GET: a POST without a signature would be counted as a forgery.
          paths.map(async (door) => {
            const headers = value === undefined ? {} : { "user-agent": value };
            return { door, agent, asking: await doors.ask(door, { headers }) };
          }),
        ),
      );
      const silence = nobodyAnswers(asked.map(({ asking }) => asking));
      if (silence !== undefined) return [silence];
      const wrong = asked.flatMap(({ door, agent, asking }) => judgeAgent(door, agent, asking) ?? []);
      if (wrong.length === 0)
        return [good(`${Object.keys(AGENTS).length} user agents reach media, hooks and the origin's door.`)];
      return wrong;
    },
  };
}
