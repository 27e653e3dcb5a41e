import { hasMeeting } from "@nonstop/schedule/has-meeting";
import type { Booking, StudioHost } from "@nonstop/schedule/studio-plan";
import { present } from "@nonstop/contract/present";
import type { EventRecord } from "../events/event-record.ts";
import type { Studio } from "./facility.ts";

/** The host that an event asks for; undefined while the studio that it links to has not been read. */
export function wishedHost({ event, links }: EventRecord, stationHost: string): string | undefined {
  if (event?.studio !== undefined && links?.studio === undefined) return undefined;
  return links?.studio?.host ?? stationHost;
}

/** The meetings that events want, with the hosts of those that were made for the same wish. */
export function bookingsOf(records: readonly EventRecord[], stationHost: string): Booking[] {
  return records.flatMap((record): Booking[] => {
    const { airing, known, presence } = record;
    if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return [];
    const wished = wishedHost(record, stationHost);
    if (wished === undefined) return [];
    const { id, title, start, end, timezone } = airing;
    const { meeting } = known;
    const isForIt = (meeting?.wishedHost ?? meeting?.host) === wished;
    const held = isForIt ? meeting?.host : undefined;
    return [{ airing: id, title, start, end, timezone, wished, ...present({ held }) }];
  });
}

/** All hosts of the station: those of its studios, and its own. Studios that name one host are one. */
export function hostsOf(studios: readonly Studio[], stationHost: string): StudioHost[] {
  const own = { host: stationHost, name: "the station's own studio", meetingsAtOnce: 1 };
  const all = studios.map(({ name, host, meetingsAtOnce }): StudioHost => ({
    host: host ?? stationHost,
    name,
    meetingsAtOnce,
  }));
  return [...all, own].filter(
    ({ host }, index, hosts) => hosts.findIndex((other) => other.host === host) === index,
  );
}
