import {
  type BreakSpan,
  type Listed,
  type Media,
  PARTS_AHEAD,
  type SecondRange,
  SEGMENTS_AHEAD,
} from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import { clock } from "@nonstop/door/clock";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { ChannelHouses } from "../houses/channel-houses.ts";
import { breaksOf } from "./breaks-of.ts";
import { type Asked, readListedMedia } from "./kept-media.ts";
import type { SecondRow } from "./second-row.ts";
import type { SecondWaits } from "./second-waits.ts";
import { listedWindow, type Timeline } from "./timeline.ts";

type Parts = { sql: SqlStorage; row: SecondRow; waits: SecondWaits; houses: ChannelHouses };

/** The row of seconds as readers may have it: what is listed, and its media in the house format that it was aired in. */
export class ListedSeconds {
  readonly #o: Parts;
  /** Those of the window that ends at `to`. */
  #breaks: { to: number; breaks: readonly BreakSpan[] } | undefined;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The seconds that are listed now, or as soon as segment `ask.segment` (or its part) is listed. */
  async listed(ask?: { segment: number; part?: number | undefined }): Promise<Listed> {
    const nowMs = clock.nowMs();
    const { edge } = this.#o.row.advance(nowMs);
    if (ask === undefined) return this.#window();
    // The playlist's last segment is the one that holds its last part, whole or not (RFC 8216bis, 6.2.5.2).
    const last = Math.floor((edge - 1) / SEGMENT_SECONDS);
    if (ask.segment > last + SEGMENTS_AHEAD) return { kind: "too-far", segment: last };
    // A part number past a segment's last part means the first part of the next segment (RFC 8216bis, 6.2.5.2).
    const part = Math.min(ask.part ?? SEGMENT_SECONDS - 1, SEGMENT_SECONDS);
    if (!(await this.#o.waits.for(ask.segment * SEGMENT_SECONDS + part, nowMs)))
      return { kind: "not-in-time" };
    return this.#window();
  }

  /** One rendition of one second. Waits for a second that is about to be listed. */
  async part(second: number, rendition: string, version?: HouseVersion): Promise<Media> {
    const nowMs = clock.nowMs();
    const { edge, ahead } = this.#o.row.advance(nowMs);
    if (second >= edge && second <= edge + PARTS_AHEAD && !ahead.includes(second))
      await this.#o.waits.for(second, nowMs);
    return this.#media({ second, seconds: 1, rendition }, version);
  }

  /** One rendition of one whole segment, as long as its seconds are kept here. */
  segment(segment: number, rendition: string, version?: HouseVersion): Media {
    return this.#media({ second: segment * SEGMENT_SECONDS, seconds: SEGMENT_SECONDS, rendition }, version);
  }

  #window(): Listed {
    const window = listedWindow(this.#timeline());
    return { kind: "window", ...window, houses: this.#o.houses.spans, breaks: this.#breaksOf(window) };
  }

  // Many ask for one window, and it is another one each second.
  #breaksOf(window: SecondRange): readonly BreakSpan[] {
    if (this.#breaks?.to !== window.to)
      this.#breaks = { to: window.to, breaks: breaksOf(this.#o.sql, window, window.to) };
    return this.#breaks.breaks;
  }

  // Who names a version gets its media or none: one address is never two things.
  #media(asked: Asked, version: HouseVersion | undefined): Media {
    const timeline = this.#timeline();
    if (version !== undefined && this.#o.houses.versionAt(asked.second) !== version)
      return { kind: "elsewhere" };
    return readListedMedia(this.#o.sql, timeline, asked, this.#slate);
  }

  #timeline(): Timeline {
    return this.#o.row.advance(clock.nowMs());
  }

  readonly #slate = (second: number, rendition: string): Uint8Array | undefined => {
    const house = this.#o.houses.at(second);
    return house?.renditions.includes(rendition) === true
      ? house.slateFragment(second, rendition)
      : undefined;
  };
}
