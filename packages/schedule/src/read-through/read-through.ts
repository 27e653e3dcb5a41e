import type { Airing } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { ChannelId } from "@nonstop/contract/names";
import type { EventReading, ReadThroughFacts } from "@nonstop/contract/read-through";
import type { Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { airFindings, gapFindings } from "./air-findings.ts";
import { airAsPlanned, airWithout, compileAhead } from "./aired-week.ts";
import { clockFindings } from "./clock-findings.ts";
import { finding, type Finding, inOrder } from "./finding.ts";
import { guestFindings, guestLines, type GuestLine } from "./guest-lines.ts";
import { hourLines, type HourLine, stretchesOf } from "./hour-lines.ts";
import { cutFindings, poolFindings, repeatFindings, rightsFindings } from "./piece-findings.ts";
import { collectionFindings, toComeFindings } from "./plan-findings.ts";
import { isLiveItem, standInFindings } from "./stand-in-findings.ts";

/** How the coming days would air, and what would go wrong. The same facts make the same bytes. */
export type ReadThrough = {
  channel: ChannelId;
  from: Second;
  to: Second;
  /** IANA zone of its words. */
  zone: string;
  /** How many programmes are in it. */
  airings: number;
  /** How much of each kind airs when every live room is there. */
  seconds: { live: number; recording: number; filler: number; slate: number };
  findings: Finding[];
  hours: HourLine[];
  guests: GuestLine[];
};

/** Reads `[from, to)` through, second by second: with every live room there, and again without each of them. */
export function readThrough(facts: ReadThroughFacts, zone: string): ReadThrough {
  const { channel, from, to } = facts;
  const airings = new Map(facts.airings.map((airing) => [airing.id, airing]));
  const within = facts.airings
    .filter((airing) => airing.channel === channel && airing.end > from && airing.start < to)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const readings = new Map(facts.events.map((reading) => [reading.entry, reading]));
  const told = within.flatMap((airing) => {
    const reading = readings.get(airing.id);
    return reading === undefined ? [] : [{ airing, reading }];
  });
  const compiled = compileAhead(facts);
  const spans = compiled.kind === "rundown" ? airAsPlanned(compiled.rundown, facts) : [];
  const ofAir =
    compiled.kind === "rundown"
      ? onAirFindings(compiled.rundown, spans, { facts, airings, zone })
      : gapFindings(compiled.gaps, zone);
  const stretches = stretchesOf(spans, airings);
  return {
    channel,
    from,
    to,
    zone,
    airings: within.length,
    seconds: secondsByKind(stretches),
    findings: inOrder([
      ...ofAir,
      ...facts.events.flatMap((reading) => noteFindings(reading, airings.get(reading.entry), facts)),
      ...told.flatMap(guestFindings),
      ...collectionFindings(facts, within),
      ...toComeFindings(within.filter(({ id }) => facts.toCome.includes(id))),
      ...clockFindings(within, facts, facts.timezone),
    ]),
    hours: hourLines(stretches, facts),
    guests: guestLines(told),
  };
}

function onAirFindings(
  rundown: Rundown,
  spans: readonly AsRunSpan[],
  o: { facts: ReadThroughFacts; airings: ReadonlyMap<string, Airing>; zone: string },
): Finding[] {
  const { facts, airings, zone } = o;
  const items = rundown.items.filter(({ end }) => end > facts.from);
  const ofLive = items.filter(isLiveItem).flatMap((item): Finding[] => {
    const airing = airings.get(item.airing ?? "");
    return airing === undefined ? [] : standInFindings(airing, item, airWithout(item, rundown, facts));
  });
  const pieces = new Map(facts.pieces.map((piece) => [piece.asset, piece]));
  const seen = { airings, pieces, zone };
  return [
    ...airFindings(spans, airings, zone),
    ...ofLive,
    ...repeatFindings(items, seen),
    ...cutFindings(items, facts.to, seen),
    ...rightsFindings(items, seen),
    ...poolFindings(items, facts.programming.repeatHours, seen),
  ];
}

// What an entry says of itself is said here in the same words.
function noteFindings(
  reading: EventReading,
  airing: Airing | undefined,
  window: ReadThroughFacts,
): Finding[] {
  if (airing !== undefined && (airing.end <= window.from || airing.start >= window.to)) return [];
  return reading.notes.map(({ code, message, cure }) =>
    finding({
      code,
      at: airing?.start ?? window.from,
      ...(airing === undefined ? {} : { programme: { airing: airing.id, title: airing.title } }),
      message,
      ...(cure === undefined ? {} : { cure }),
    }),
  );
}

function secondsByKind(
  stretches: readonly { start: Second; end: Second; kind: string }[],
): ReadThrough["seconds"] {
  const of = (kind: string): number =>
    stretches.reduce((sum, each) => sum + (each.kind === kind ? each.end - each.start : 0), 0);
  return { live: of("live"), recording: of("recording"), filler: of("filler"), slate: of("slate") };
}
