import { secondOf } from "@nonstop/contract/time";
import type { Guide, GuideEntry, NowNext } from "@nonstop/contract/guide";
import { guideOf, nowNext } from "@nonstop/schedule/guide";
import type { EventStore } from "../events/event-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { programmeOf } from "./programme-of.ts";
import { GUIDE_BACK_SECONDS } from "./snapshots.ts";

const DAY_SECONDS = 86_400;

type Parts = { channel: string; timezone: string; events: EventStore; rundown: StationRundown };

/** The public guide, as the events stand now. */
export class StationGuide {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The guide of `[from, to)`, in seconds. */
  guide(from: number, to: number): Guide {
    const { channel, timezone, events } = this.#o;
    return guideOf(events.airingsEndingAfter(from), { channel, from, to }, timezone);
  }

  /** What is on by the rundown, and what comes. */
  nowNext(nowMs: number): NowNext {
    const now = secondOf(nowMs);
    const { channel, rundown } = this.#o;
    const { entries } = this.guide(now - GUIDE_BACK_SECONDS, now + 7 * DAY_SECONDS);
    return nowNext({ channel, rundown: rundown.current(nowMs), entries, nowMs });
  }

  /** The airing that a programme's page is about. */
  programme(slug: string, nowMs: number): GuideEntry | undefined {
    const now = secondOf(nowMs);
    return programmeOf(this.guide(now - 30 * DAY_SECONDS, now + 366 * DAY_SECONDS).entries, slug, now);
  }
}
