import { routes } from "@nonstop/contract/routes";
import { ClockAnswer } from "@nonstop/contract/time";
import type { Check } from "../frame/check.ts";
import { bad, good, type Finding } from "../frame/finding.ts";
import type { Ask, Asking } from "../instruments/instruments.ts";
import type { Patient } from "../patient.ts";
import type { StationDoors } from "./doors/station-doors.ts";

/** A `Date` header has whole seconds, and a signature of a webhook may be five minutes old. */
const MAX_VENDOR_SECONDS = 10;
const MAX_LOCAL_SECONDS = 2;

/** How far clocks are from this machine's, ms; a vendor that told no time is left out. */
export type ClockReadings = { stationMs: number; vendors: readonly { name: string; ms: number }[] };

/** What the clocks mean. Channel time is the station's own, so its clock is the one that must be right. */
export function judgeClocks({ stationMs, vendors }: ClockReadings): Finding[] {
  const findings: Finding[] = vendors.flatMap(({ name, ms }) => {
    const apart = Math.round((stationMs - ms) / 1000);
    if (Math.abs(apart) <= MAX_VENDOR_SECONDS) return [];
    const says = `The station's clock is ${apartInWords(apart)} ${name}'s: signed webhooks will be taken for old.`;
    return [bad(says, "The station's clock is Cloudflare's own: if it persists, tell Cloudflare.")];
  });
  const local = stationMs / 1000;
  if (Math.abs(local) > MAX_LOCAL_SECONDS) {
    const says = `This machine's clock is ${apartInWords(Math.round(-local))} the station's.`;
    findings.push(bad(says, "Set it by NTP: timedatectl set-ntp true."));
  }
  if (findings.length > 0) return findings;
  const heard = vendors.map(({ name }) => name).join(", ");
  return [
    good(
      `The station's clock is ${Math.abs(local).toFixed(2)} s from this machine's${heard === "" ? "" : `, and agrees with ${heard}`}.`,
    ),
  ];
}

const apartInWords = (seconds: number): string =>
  `${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"}`;

/** The clocks of the station, of this machine and of the vendors. */
export function clockCheck(patient: Patient, doors: StationDoors, ask: Ask): Check {
  return {
    group: "station",
    name: "clock",
    run: async () => {
      const [told, ...asked] = await Promise.all([
        doors.asIngest(routes.clock, ClockAnswer),
        ...vendorsOf(patient).map(async ({ name, url }) => ({ name, asking: await ask({ url }) })),
      ]);
      if (told.kind === "not-told") return [told.finding];
      const vendors = asked.flatMap(({ name, asking }) => {
        const ms = offsetOf(asking);
        return ms === undefined ? [] : [{ name, ms }];
      });
      const { askedMs, tookMs } = told.answer;
      return judgeClocks({ stationMs: told.value.nowMs - (askedMs + tookMs / 2), vendors });
    },
  };
}

function vendorsOf({ contentful, zoom, cloudflare }: Patient): { name: string; url: string }[] {
  const scheme = contentful?.insecure === true ? "http" : "https";
  return [
    ...(contentful === undefined
      ? []
      : [{ name: "Contentful", url: `${scheme}://${contentful.managementHost}/` }]),
    ...(zoom === undefined ? [] : [{ name: "Zoom", url: zoom.oauthUrl }]),
    ...(cloudflare === undefined
      ? []
      : [{ name: "Cloudflare", url: cloudflare.apiUrl ?? "https://api.cloudflare.com/client/v4" }]),
  ];
}

/** From the middle of the request to the middle of the second that a `Date` header names, ms. */
function offsetOf(asking: Asking): number | undefined {
  if (asking.kind === "unreachable") return undefined;
  const dateMs = Date.parse(asking.headers.get("date") ?? "");
  return Number.isNaN(dateMs) ? undefined : dateMs + 500 - (asking.askedMs + asking.tookMs / 2);
}
