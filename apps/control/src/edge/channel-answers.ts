import type { Take } from "@nonstop/contract/rundown";
import type { Span } from "./timeline.ts";

/** What a playlist may list, or why there is none. */
export type Listed =
  | { kind: "window"; from: number; to: number }
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
  | { kind: "unknown-room"; known: string[] };

export type RundownResult = { kind: "stored" } | { kind: "older"; version: number };

export type Showing = { kind: "showing"; span: Span; edge: number } | { kind: "never-aired" };

/** Figures of a channel, for `/metrics`. Counters start anew with the Durable Object. */
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
