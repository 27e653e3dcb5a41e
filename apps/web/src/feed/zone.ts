import { computed, signal } from "@preact/signals";
import { keep, kept } from "../site/kept.ts";
import { ownZone } from "../site/own-zone.ts";
import { isZone } from "../time/zone-day.ts";
import { guide } from "./station-feed.ts";

export type ZoneChoice = "viewer" | "station" | "utc";

const KEY = "nonstop.zone";
const CHOICES: readonly ZoneChoice[] = ["viewer", "station", "utc"];

function stored(): ZoneChoice {
  const value = kept(KEY);
  return CHOICES.find((choice) => choice === value) ?? "viewer";
}

/** The station's IANA zone as last heard; UTC until the first answer. */
export const stationZone = signal("UTC");
const zoneChoice = signal<ZoneChoice>(stored());

/** Accepts the zone that an answer names, if this browser knows it. */
export function hearStationZone(zone: string): void {
  if (isZone(zone)) stationZone.value = zone;
}

/** Remembers the zone in which the viewer reads the guide. */
export function chooseZone(choice: ZoneChoice): void {
  zoneChoice.value = choice;
  keep(KEY, choice);
}

/** The IANA zone in which times are shown. */
export const shownZone = computed(() => {
  if (zoneChoice.value === "utc") return "UTC";
  return zoneChoice.value === "station" ? stationZone.value : ownZone;
});

guide.subscribe((value) => {
  if (value !== undefined) hearStationZone(value.stationTimezone);
});
