import type { AssetId, HouseVersion } from "./names.ts";
import type { Past } from "./archive.ts";
import type { AsRunSpan } from "./as-run.ts";
import type { ControlRoomState } from "./origin-socket.ts";
import type { ProposalAnswer, ProposalHeader } from "./proposal.ts";
import type { Rundown, Take } from "./rundown.ts";
import type { ReleaseAnswer, TakeRequest } from "./take.ts";

/** Seconds of bytes that a channel keeps: a playlist's window, and half a minute for those who are reading its end. */
export const KEPT_SECONDS = 152;

/** A channel offers a segment to R2 for so long, and keeps its bytes meanwhile. Then it gives it up, so that none can fill the database. */
export const LATE_WRITE_SECONDS = 1800;

/** How far past the edge a reader may ask for a part and wait for it. */
export const PARTS_AHEAD = 2;

/** How far past the newest segment a reader may ask for a playlist and wait for it. */
export const SEGMENTS_AHEAD = 2;

/** Days for which the as-run, and so every replay, is kept. */
export const AS_RUN_DAYS = 90;

/** Half-open `[from, to)` of seconds. */
export type SecondRange = { readonly from: number; readonly to: number };

/** From which second on the channel airs in which version of the house format. Each begins with a segment. */
export type HouseSpan = { readonly from: number; readonly version: HouseVersion };

/** A break in what aired, `[from, to)` as far as it has aired; `plannedTo`: the second in which it was to end, where that was planned. */
export type BreakSpan = SecondRange & { readonly plannedTo?: number; readonly isOver: boolean };

/** What a playlist may list, or why there is none. */
export type Listed =
  | {
      kind: "window";
      from: number;
      to: number;
      houses: readonly HouseSpan[];
      breaks: readonly BreakSpan[];
    }
  | { kind: "too-far"; segment: number }
  | { kind: "not-in-time" };

/** One rendition of a second or segment, or where it is. `slate`: the asker computes it. `elsewhere`: only R2 may have it. */
export type Media =
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "slate" }
  | { kind: "elsewhere" }
  | { kind: "not-yet"; edge: number }
  | { kind: "never"; start: number };

export type TakeResult =
  | { kind: "taken"; take: Take; repeated: boolean }
  | { kind: "stale"; ageSeconds: number }
  | { kind: "unknown-room"; known: string[] }
  /** The room belongs to an airing, and its window is closed; `opens` when it opens next, if that is known. */
  | { kind: "outside-window"; opens?: number };

export type RundownResult = { kind: "stored" } | { kind: "older"; version: number };

export type Showing =
  | { kind: "showing"; span: SecondRange; edge: number; houses: readonly HouseSpan[] }
  | { kind: "never-aired" };

/** Figures of a channel, for `/metrics`. Counters start anew with the object. */
export type ChannelFigures = {
  nowMs: number;
  edge: number;
  committedByRank: number[];
  slateSeconds: number;
  refused: { tooEarly: number; taken: number; staleRundown: number; staleTakes: number };
  playouts: number;
  controlRooms: number;
  blockedReaders: number;
  segmentsWaiting: number;
  rundownVersion: number;
};

/**
 * What the other Workers may ask of a channel: the class implements it, its callers know nothing else of the class. Its
 * `fetch` opens a socket at `https://channel/control`; who may was decided by the Worker that asks, which names the session and its
 * last second (`?session={id}&until={second}`) if a session may.
 */
export interface ChannelObject {
  /** Channel time: the clock by which it judges deadlines. */
  nowMs(): number;
  /** What is listed now, or once segment `ask.segment` (or its part) is. */
  listed(ask?: { segment: number; part?: number | undefined }): Promise<Listed>;
  /** One rendition of one second; waits for one that is about to be listed. */
  part(second: number, rendition: string, version?: HouseVersion): Promise<Media>;
  /** One rendition of one whole segment, as long as its seconds are kept here. */
  segment(segment: number, rendition: string, version?: HouseVersion): Media;
  /** The versions of the house format that it has aired in. */
  houses(): HouseSpan[];
  /** Segments that R2 has yet to take: until then the channel keeps them. */
  waitingSegments(): number[];
  /** When an airing was last shown. */
  showing(airing: string): Showing;
  /** The names of all airings that were shown and are still known. */
  airingsShown(): string[];
  /** The breaks that touch a range, by start. */
  breaks(range: SecondRange): BreakSpan[];
  /** The spans of a range that were slate from their first to their last second, in order. */
  slateSpans(range: SecondRange): SecondRange[];
  /** Takes a proposal whose fragments were checked: commits it, or says why not. */
  propose(header: ProposalHeader, fragments: Readonly<Record<string, Uint8Array>>): ProposalAnswer;
  /** Receives a newer rundown from the schedule side and pushes it to the playouts. */
  setRundown(rundown: Rundown): RundownResult;
  /** The rundown in force. A channel that never received one reads it from KV. */
  rundown(): Promise<Rundown | undefined>;
  /** Puts a room on air over the rundown. `by` says who takes. `assetSeconds` is the length of the asset it takes, if it takes one. */
  take(request: TakeRequest, o: { by: string; assetSeconds?: number | undefined }): TakeResult;
  /** Ends every take at the next free second. */
  release(): ReleaseAnswer;
  /** Whether a piece is on air, was a moment ago, or will be within a minute. */
  airs(asset: AssetId): Promise<boolean>;
  /** Tells the playouts that a piece has other media from now on. */
  pieceReplaced(asset: AssetId): void;
  /** Dismisses a warning; answers whether it stood. */
  dismissWarning(id: string): boolean;
  /** Brings back the warnings that were dismissed. */
  recallWarnings(): void;
  /** Closes the sockets of control rooms that a session opened, because it has ended. */
  sessionEnded(id: string): void;
  /** Everything a control room shows but the as-run. */
  controlState(): Promise<ControlRoomState>;
  /** The newest `limit` spans of what aired in a range. */
  asRun(range: SecondRange, limit: number): AsRunSpan[];
  /** Figures for `/metrics`. */
  figures(): ChannelFigures;
  /** What an archive keeps: the newest page of what aired before a second, if anything did, and its facts. */
  past(before: number | undefined): Past;
  /**
   * Puts an archive's page before all that this channel has aired, and takes over its facts, so that no take of it is on air.
   * Answers the first second it knows now.
   */
  addPast(past: Past): number;
}
