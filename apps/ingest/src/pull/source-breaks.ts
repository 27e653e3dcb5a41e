import { keepNewest } from "../bounds/keep-newest.ts";
import { cuedSegments } from "./playlist-breaks.ts";

/** Segments that are remembered: some minutes of them. */
const MAX_SEGMENTS = 500;

type Known = { durationMs: number; isBreak: boolean };
type Track = { byNumber: Map<number, Known>; byAddress: Map<string, number> };

/**
 * Which of what a reader writes is a break of its source. The proxy tells it what the reader is shown and what it fetches; the reader's
 * clock begins with the first segment that it fetches, so that the lengths of segments tell the rest.
 */
export class SourceBreaks {
  #tracks = new Map<string, Track>();
  /** The segment that the reader writes, and when it begins by the reader's clock. */
  #at: { track: Track; number: number; startMs: number } | undefined;

  /** Begins with a new reader. */
  begin(): void {
    this.#tracks = new Map();
    this.#at = undefined;
  }

  /** A media playlist as the reader is shown it, by its role. */
  shown(role: string, url: URL, text: string): void {
    const track = this.#tracks.get(role) ?? { byNumber: new Map(), byAddress: new Map() };
    this.#tracks.set(role, track);
    const isBreakBefore = (number: number): boolean => track.byNumber.get(number - 1)?.isBreak ?? false;
    for (const { number, address, ...known } of cuedSegments(text, isBreakBefore)) {
      // What was told of a segment first holds: its cue may have left the playlist since.
      const before = track.byNumber.get(number);
      if (before?.isBreak !== true) keepNewest(track.byNumber, [number, known], MAX_SEGMENTS);
      if (URL.canParse(address, url.href))
        keepNewest(track.byAddress, [plainAddress(new URL(address, url.href)), number], MAX_SEGMENTS);
    }
  }

  /** The reader fetches what is at an address. */
  fetched(url: URL): void {
    if (this.#at !== undefined) return;
    for (const track of this.#tracks.values()) {
      const number = track.byAddress.get(plainAddress(url));
      if (number !== undefined) this.#at = { track, number, startMs: 0 };
    }
  }

  /** Whether what the reader writes for this time of its own clock, which only goes on, is in a break. */
  isBreak(readerMs: number): boolean {
    const at = this.#at;
    if (at === undefined) return false;
    for (;;) {
      const segment = at.track.byNumber.get(at.number);
      if (segment === undefined) return false;
      if (readerMs < at.startMs + segment.durationMs) return segment.isBreak;
      at.startMs += segment.durationMs;
      at.number += 1;
    }
  }
}

function plainAddress(url: URL): string {
  return url.href.replace(/^https:/, "http:");
}
