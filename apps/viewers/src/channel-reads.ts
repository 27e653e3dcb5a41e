import type {
  BreakSpan,
  HouseSpan,
  Listed,
  Media,
  SecondRange,
  Showing,
} from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import type { ChannelStub } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { SharedReads } from "@nonstop/door/shared-reads";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import { isReloadTooFar, isSurelyListed } from "./possible-reads.ts";

const DAY_SECONDS = 86_400;
/** An isolate has 128 MB. Media of the last seconds is what nearly everybody asks for. */
const MAX_MEDIA_BYTES = 32_000_000;
/** What an answer without bytes costs us, roughly. */
const ANSWER_BYTES = 300;
/** How long a window, or that it is not there yet, is told again. A playlist is kept by caches for longer. */
const WINDOW_MS = 500;
const AIRINGS_MS = 5_000;
const SHOWING_MS = 2_000;

// What an isolate knows, of all its channels.
const windows = new SharedReads<Listed>({ keepMs: () => WINDOW_MS, maxWeight: 500 });
const media = new SharedReads<Media>({
  keepMs: keepMediaMs,
  maxWeight: MAX_MEDIA_BYTES,
  weigh: (answer) => ANSWER_BYTES + (answer.kind === "bytes" ? answer.bytes.byteLength : 0),
});
const slate = new SharedReads<{ spans: readonly SecondRange[]; isOver: boolean }>({
  keepMs: ({ isOver }) => (isOver ? 3600_000 : 60_000),
  maxWeight: 200,
});
const airings = new SharedReads<ReadonlySet<string>>({ keepMs: () => AIRINGS_MS, maxWeight: 100 });
const showings = new SharedReads<Showing>({ keepMs: () => SHOWING_MS, maxWeight: 1000 });
const breaks = new SharedReads<readonly BreakSpan[]>({ keepMs: () => AIRINGS_MS, maxWeight: 200 });
const houses = new SharedReads<readonly HouseSpan[]>({ keepMs: () => AIRINGS_MS, maxWeight: 100 });
const waiting = new SharedReads<ReadonlySet<number>>({ keepMs: () => AIRINGS_MS, maxWeight: 100 });
const starts = new SharedReads<number>({ keepMs: () => 3600_000, maxWeight: 100 });

/**
 * What viewers ask of a channel's object. Everybody in an isolate shares one read, and what the clock alone can answer is
 * never asked, so no number of viewers and nothing they make up keeps the object from its commits.
 */
export class ChannelReads {
  readonly #name: string;
  readonly #object: ChannelStub;

  constructor(name: string, object: ChannelStub) {
    this.#name = name;
    this.#object = object;
  }

  /** The seconds that are listed now, or as soon as segment `ask.segment` (or its part) is listed. */
  async listed(ask?: { segment: number; part?: number }): Promise<Listed | { kind: "too-far" }> {
    const nowMs = clock.nowMs();
    const newest = `${this.#name} newest`;
    if (ask === undefined) return windows.read(newest, () => this.#object.listed());
    if (isReloadTooFar(ask.segment, nowMs)) return { kind: "too-far" };
    // A part number past a segment's last part means the first part of the next segment (RFC 8216bis, 6.2.5.2).
    const part = Math.min(ask.part ?? SEGMENT_SECONDS - 1, SEGMENT_SECONDS);
    const second = ask.segment * SEGMENT_SECONDS + part;
    const known = windows.kept(newest);
    if (isSurelyListed(second, nowMs) || (known?.kind === "window" && second < known.to))
      return windows.read(newest, () => this.#object.listed());
    const listed = await windows.read(`${this.#name} ${ask.segment}+${part}`, () =>
      this.#object.listed({ segment: ask.segment, part }),
    );
    if (listed.kind === "window") windows.keep(newest, listed);
    return listed;
  }

  /** One rendition of one second. Waits for a second that is about to be listed. */
  part(second: number, rendition: string, version?: HouseVersion): Promise<Media> {
    return this.#media(`part ${second} ${rendition} ${version}`, second, () =>
      this.#object.part(second, rendition, version),
    );
  }

  /** One rendition of one whole segment, as long as its seconds are kept by the channel. */
  segment(segment: number, rendition: string, version?: HouseVersion): Promise<Media> {
    return this.#media(`segment ${segment} ${rendition} ${version}`, segment * SEGMENT_SECONDS, () =>
      this.#object.segment(segment, rendition, version),
    );
  }

  /** Whether all of `[from, to)` was slate. Both lie in the past. */
  async wasSlate(from: number, to: number): Promise<boolean> {
    const day = Math.floor(from / DAY_SECONDS);
    // The last segment of a day may reach into the next one by less than a segment.
    const range = { from: day * DAY_SECONDS, to: (day + 1) * DAY_SECONDS + SEGMENT_SECONDS };
    const isOver = isSurelyListed(range.to, clock.nowMs());
    const { spans } = await slate.read(`${this.#name} ${day}`, async () => ({
      spans: await this.#object.slateSpans(range),
      isOver,
    }));
    return spans.some((span) => span.from <= from && to <= span.to);
  }

  /** The breaks that touch a range, by start. */
  breaks(range: SecondRange): Promise<readonly BreakSpan[]> {
    return breaks.read(`${this.#name} ${range.from}-${range.to}`, () => this.#object.breaks(range));
  }

  /** Whether the channel has aired in a version of the house format. */
  async hasAiredIn(version: HouseVersion): Promise<boolean> {
    const known = await this.houses();
    return known.some((span) => span.version === version);
  }

  /** Segments that R2 has yet to take, and the channel keeps until then. */
  async waitingSegments(): Promise<ReadonlySet<number>> {
    return waiting.read(this.#name, async () => new Set<number>(await this.#object.waitingSegments()));
  }

  /** The versions of the house format that the channel has aired in. */
  houses(): Promise<readonly HouseSpan[]> {
    return houses.read(this.#name, () => this.#object.houses());
  }

  /** When an airing was last shown. */
  async showing(airing: string): Promise<Showing> {
    const known = await airings.read(
      this.#name,
      async () => new Set<string>(await this.#object.airingsShown()),
    );
    if (!known.has(airing)) return { kind: "never-aired" };
    return showings.read(`${this.#name} ${airing}`, () => this.#object.showing(airing));
  }

  async #media(key: string, second: number, ask: () => Promise<Media>): Promise<Media> {
    const start = starts.kept(this.#name);
    if (start !== undefined && second < start) return { kind: "never", start };
    const answer = await media.read(`${this.#name} ${key}`, ask);
    if (answer.kind === "never") starts.keep(this.#name, answer.start);
    return answer;
  }
}

/** What is listed never changes. What is not there may come. */
function keepMediaMs({ kind }: Media): number {
  switch (kind) {
    case "bytes":
    case "slate":
      return 60_000;
    case "never":
    case "elsewhere":
      return 10_000;
    case "not-yet":
    default:
      return 250;
  }
}
