import { secondOf } from "@nonstop/contract/time";
import type { Guide, NowNext } from "@nonstop/contract/guide";
import type { CalendarEntry } from "@nonstop/schedule/feeds/calendar-entry";
import { firstShown } from "@nonstop/schedule/feeds/first-shown";
import { type Slot, slotsOf } from "@nonstop/schedule/feeds/slots";
import { repeatId, repeatOfSlug } from "@nonstop/schedule/again/repeats";
import { guideOf, nowNext } from "@nonstop/schedule/guide";
import type { StationAhead } from "../ahead/station-ahead.ts";
import { MAX_EVENT_SECONDS } from "../events/event-times.ts";
import type { Addresses } from "../events/addresses.ts";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { EventStore } from "../events/event-store.ts";
import type { CalendarEntries } from "../feeds/calendar-entries.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { programmeOf, type Programme } from "./programme-of.ts";
import { GUIDE_BACK_SECONDS } from "./snapshots.ts";

const DAY_SECONDS = 86_400;

/** Calendars are told of what ended so many days ago, and of what begins within so many. */
const CALENDAR_DAYS = { back: 14, ahead: 366 } as const;

/** A guide without holes; `firstShown`: of airings that air again, when they were on first. */
export type TelevisionGuide = { slots: Slot[]; firstShown: Map<string, number> };

type Parts = {
  channel: string;
  timezone: string;
  ahead: Pick<StationAhead, "airingsEndingAfter">;
  events: EventStore;
  addresses: Addresses;
  pieces: PieceStore;
  rundown: StationRundown;
  calendar: CalendarEntries;
};

/** The public guide, as the events stand now. */
export class StationGuide {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The guide of `[from, to)`, in seconds. */
  guide(from: number, to: number): Guide {
    const { channel, timezone, ahead } = this.#o;
    // What ended earlier than that shares no second with what touches the window.
    const airings = ahead.airingsEndingAfter(from - MAX_EVENT_SECONDS);
    return guideOf(airings, { channel, from, to }, timezone);
  }

  /** The guide of `[from, to)` for televisions, which list what runs between programmes as well. */
  async television(window: { from: number; to: number }, nowMs: number): Promise<TelevisionGuide> {
    const { entries } = this.guide(window.from, window.to);
    const rundown = await this.#o.rundown.current(nowMs);
    const airings = this.#o.ahead.airingsEndingAfter(0);
    return { slots: slotsOf(entries, rundown?.items ?? [], window), firstShown: firstShown(airings) };
  }

  /** What calendars are told of each airing. */
  calendar(nowMs: number): CalendarEntry[] {
    const now = secondOf(nowMs);
    const from = now - CALENDAR_DAYS.back * DAY_SECONDS;
    const { entries } = this.guide(from, now + CALENDAR_DAYS.ahead * DAY_SECONDS);
    return this.#o.calendar.told(entries, { from, now });
  }

  /** What is on by the rundown, what comes, and what the newest seconds were by the as-run, `spans`. */
  async nowNext(nowMs: number, spans: readonly AsRunSpan[]): Promise<NowNext> {
    const now = secondOf(nowMs);
    const { channel, rundown } = this.#o;
    const pieces = new Map(this.#o.pieces.all().map((piece) => [piece.asset, piece]));
    const { entries } = this.guide(now - GUIDE_BACK_SECONDS, now + 7 * DAY_SECONDS);
    return nowNext({ channel, rundown: await rundown.current(nowMs), entries, pieces, spans, nowMs });
  }

  /** The slugs of all pages: what airings have, and what they had before. */
  addresses(): string[] {
    const { addresses, ahead } = this.#o;
    const repeats = ahead.airingsEndingAfter(0).filter(({ repeatOf }) => repeatOf !== undefined);
    return [...addresses.all(), ...repeats.map(({ slug }) => slug)];
  }

  /** The programme of a page, by the address that its airing has or once had. A repeat's stands below that of its airing. */
  programme(slug: string, nowMs: number): Programme | undefined {
    const { addresses, events } = this.#o;
    const repeat = repeatOfSlug(slug);
    const entry = addresses.owner(slug) ?? (repeat && addresses.owner(repeat.slug));
    if (entry === undefined) return undefined;
    const isRepeat = repeat !== undefined && addresses.owner(slug) === undefined;
    const airing = isRepeat ? repeatId(entry, repeat.hours) : entry;
    const now = secondOf(nowMs);
    const { entries } = this.guide(now - 30 * DAY_SECONDS, now + 366 * DAY_SECONDS);
    return programmeOf(entries, { airing, title: events.read(entry)?.title }, now);
  }
}
