import { accessCheck, closedDoorsCheck } from "./checks/doors/closed-doors.ts";
import { StationDoors } from "./checks/doors/station-doors.ts";
import { certificateChecks } from "./checks/certificates.ts";
import { clockCheck } from "./checks/clock.ts";
import { cloudflareTokenCheck } from "./checks/cloudflare/token.ts";
import { hiddenFieldsCheck } from "./checks/contentful/hidden-fields.ts";
import { contentfulHookCheck } from "./checks/contentful/hook.ts";
import { revisionsCheck } from "./checks/contentful/revisions.ts";
import { tokensCheck } from "./checks/contentful/tokens.ts";
import { webhookDefinitionCheck } from "./checks/contentful/webhook-definition.ts";
import { cacheHeaderCheck } from "./checks/media/cache-headers.ts";
import { playlistCheck } from "./checks/media/playlists.ts";
import { userAgentCheck } from "./checks/media/user-agents.ts";
import { inTurn } from "./checks/in-turn.ts";
import { nameChecks } from "./checks/names.ts";
import { playoutCheck } from "./checks/playouts.ts";
import { trialPushCheck } from "./checks/trial-push.ts";
import { zoomHookCheck } from "./checks/zoom/hook.ts";
import { scopesCheck } from "./checks/zoom/scopes.ts";
import { meetingsCheck } from "./checks/zoom/meetings-check.ts";
import { ZoomApi } from "./checks/zoom/zoom-api.ts";
import type { Check } from "./frame/check.ts";
import { skipped } from "./frame/finding.ts";
import type { Instruments } from "./instruments/instruments.ts";
import type { Patient } from "./patient.ts";

/** The groups in the order in which they are told. */
export const GROUPS = ["station", "media", "playout", "ingest", "contentful", "zoom", "cloudflare"] as const;

const notKnown = (group: string, why: string): Check => ({
  group,
  name: "all",
  run: () => Promise.resolve([skipped(why)]),
});

/** Everything that the doctor looks at in a station. */
export function allChecks(patient: Patient, instruments: Instruments): Check[] {
  const { contentful, zoom, cloudflare, hasAccess } = patient;
  const { ask, nowMs, sleep } = instruments;
  const doors = new StationDoors(patient, ask);
  const needs = { doors, nowMs, sleep };
  const ofZoom = { ...needs, hooksInTurn: inTurn() };
  const api = zoom === undefined ? undefined : new ZoomApi(zoom, ask);
  return [
    ...nameChecks(patient, instruments),
    ...certificateChecks(patient, instruments),
    clockCheck(patient, doors, ask),
    closedDoorsCheck(patient, doors),
    accessCheck(patient, doors),
    playlistCheck(patient, doors, nowMs),
    cacheHeaderCheck(patient, doors),
    userAgentCheck(patient, doors),
    playoutCheck(patient, doors),
    trialPushCheck(patient, doors, instruments),
    ...(contentful === undefined
      ? [notKnown("contentful", "Its tokens are not known here.")]
      : [
          tokensCheck(contentful),
          webhookDefinitionCheck(patient, contentful),
          contentfulHookCheck(contentful, needs),
          revisionsCheck(contentful, needs),
          hiddenFieldsCheck(contentful),
        ]),
    ...(zoom === undefined || api === undefined
      ? [notKnown("zoom", "Its credentials are not known here.")]
      : [scopesCheck(api), zoomHookCheck(zoom, ofZoom), meetingsCheck(api, { zoom, contentful }, ofZoom)]),
    cloudflare === undefined
      ? notKnown("cloudflare", "A station of this machine needs no account.")
      : cloudflareTokenCheck(cloudflare, { hasAccess }),
  ];
}
