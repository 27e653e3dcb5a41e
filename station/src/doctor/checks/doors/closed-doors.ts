import { routes } from "@nonstop/contract/routes";
import type { Check } from "../../frame/check.ts";
import { bad, good, skipped, type Finding } from "../../frame/finding.ts";
import type { Asking } from "../../instruments/instruments.ts";
import type { Patient } from "../../patient.ts";
import { nobodyAnswers } from "./nobody-answers.ts";
import { isTurnedAway, type StationDoors } from "./station-doors.ts";

const CURE_OPEN =
  "Deploy the Workers of this version, with their secrets set: a door whose secret is empty is open to nobody.";

/** What a door answered whoever shows nothing. It is closed by 401 alone: 404 may be another server's. */
export function judgeClosed(door: string, asking: Asking): Finding | undefined {
  if (asking.kind === "unreachable")
    return bad(`${door}: the station ${asking.problem}.`, "See whether the Workers are deployed.");
  if (asking.status === 401) return undefined;
  if (asking.status === 503 && !isTurnedAway(asking))
    return bad(`${door} is not set up.`, "Set its secret: run setup again, and deploy.");
  if (asking.status < 400)
    return bad(`${door} lets in whoever asks, without a token (${asking.status}).`, CURE_OPEN);
  return bad(
    `${door} answers ${asking.status} instead of 401.`,
    "See that the routes of the three Workers are as setup makes them.",
  );
}

/** That the doors of producers, containers and webhooks are closed to strangers. */
export function closedDoorsCheck(patient: Patient, doors: StationDoors): Check {
  const { channel } = patient;
  const asked: readonly [method: string, path: string][] = [
    ["GET", routes.clock],
    ["GET", routes.originRundown(channel)],
    ["GET", routes.originSlate],
    ["GET", routes.admissions],
    ["GET", routes.pulls],
    ["GET", routes.events],
    ["GET", routes.encoders],
    ["GET", routes.hooksHeard],
    ["GET", routes.control(channel)],
    ["GET", routes.roomsSeen],
    ["POST", routes.takes(channel)],
    ["POST", routes.trialRooms],
    ["POST", routes.contentfulHook],
    ["POST", routes.zoomHook],
  ];
  return {
    group: "station",
    name: "closed doors",
    run: async () => {
      const answers = await Promise.all(
        asked.map(async ([method, path]) => {
          const body =
            method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
          return { door: `${method} ${path}`, asking: await doors.ask(path, { method, ...body }) };
        }),
      );
      const silence = nobodyAnswers(answers.map(({ asking }) => asking));
      if (silence !== undefined) return [silence];
      const wrong = answers.flatMap(({ door, asking }) => judgeClosed(door, asking) ?? []);
      return wrong.length > 0
        ? wrong
        : [good(`${asked.length} doors are closed to whoever shows no token or signature.`)];
    },
  };
}

/** What the control room's page answers a stranger where Cloudflare Access should stand. */
export function judgeAccess(asking: Asking): Finding {
  if (asking.kind === "unreachable")
    return bad(`The station ${asking.problem}.`, "See whether the Workers are deployed.");
  const location = asking.headers.get("location") ?? "";
  const isAccess = /\.cloudflareaccess\.com(\/|$)/.test(location.split("?")[0] ?? "");
  if (asking.status === 302 && isAccess)
    return good("Cloudflare Access stands in front of the control room.");
  return bad(
    `Cloudflare Access does not stand in front of /control-room/ (${asking.status}).`,
    "Make the Access application for this hostname and the path control-room: setup does it, given accessTeam and accessEmails.",
  );
}

/** That Cloudflare Access stands in front of the control room, where it should. */
export function accessCheck(patient: Patient, doors: StationDoors): Check {
  return {
    group: "station",
    name: "access",
    run: async () =>
      patient.hasAccess
        ? [judgeAccess(await doors.ask("/control-room/"))]
        : [skipped("Producers sign in with PRODUCER_TOKEN here: no Cloudflare Access is set up.")],
  };
}
