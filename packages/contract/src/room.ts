import { z } from "zod";
import { RoomId } from "./names.ts";
import { EpochMs, Second } from "./time.ts";
import { Trouble, TroubleSpans } from "./trouble.ts";

/**
 * Kinds of rooms whose seconds ingest offers as they happen: the room of one airing, fed by its meeting; a lasting one with a
 * key of its own; one that is pulled.
 */
export const LiveRoomKind = z.enum(["live", "encoder", "remote"]);
export type LiveRoomKind = z.infer<typeof LiveRoomKind>;

/** A room whose seconds ingest offers as they happen. */
export const LiveRoomRef = z.object({ kind: LiveRoomKind, room: RoomId });
export type LiveRoomRef = z.infer<typeof LiveRoomRef>;

/**
 * - `waiting`: known, nobody publishes. `connecting`: a publisher is there, no whole second yet.
 * - `live`: seconds arrive. `stalled`: a publisher is there, seconds do not arrive. `refused`: its format does not fit.
 */
export const RoomState = z.enum(["waiting", "connecting", "live", "stalled", "refused"]);
export type RoomState = z.infer<typeof RoomState>;

/** One room that comes live, as ingest sees it: `GET /rooms` answers `{rooms: RoomStatus[]}`. Its name tells its kind. */
export const RoomStatus = z.object({
  room: RoomId,
  state: RoomState,
  /** Since when it has been in this state. */
  sinceMs: EpochMs,
  /** Newest whole second offered. */
  newestSecond: Second.optional(),
  /** Seconds on offer, as half-open spans, oldest first. */
  offered: z.array(z.tuple([Second, Second])),
  /** What was wrong last, in words an operator understands. */
  problem: z.string().optional(),
  /** Source picture, as announced by the publisher. */
  source: z.object({ width: z.int(), height: z.int(), picturesPerSecond: z.number() }).partial().optional(),
  /** Peak level of the newest second in dBFS, for the meter; absent when silent or unknown. */
  peakDbfs: z.number().optional(),
  /** Trouble of the seconds on offer; absent when there was none. */
  troubles: TroubleSpans.optional(),
});
export type RoomStatus = z.infer<typeof RoomStatus>;

/**
 * What ingest tells of its rooms as server-sent events: `/rooms/{room}/events` for one room, `/events` for all. On connect the
 * state of each room, then every change of state and every second that a room offers. A comment line every 5 s keeps the
 * connection alive. `event:` is the kind, `data:` this JSON.
 */
export const RoomNews = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("room"), status: RoomStatus }),
  z.object({
    kind: z.literal("second"),
    room: RoomId,
    second: Second,
    offeredAtMs: EpochMs,
    peakDbfs: z.number().optional(),
    /** What is wrong with this second; absent when nothing is. */
    troubles: z.array(Trouble).optional(),
    /** Its source is in a break. */
    isBreak: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal("gone"), room: RoomId }),
]);
export type RoomNews = z.infer<typeof RoomNews>;

/** What the meters say of one second that a room offered. */
export const RoomReading = z.object({
  second: Second,
  /** Peak of its sound in dBFS; absent when there was none at all. */
  peakDbfs: z.number().optional(),
  troubles: z.array(Trouble).optional(),
});
export type RoomReading = z.infer<typeof RoomReading>;

/** Seconds whose readings a room keeps. */
export const READINGS_SECONDS = 180;

/** `GET /rooms/{room}/readings`: the room as it is, and the readings of its newest seconds, oldest first. */
export const RoomReadings = z.object({ status: RoomStatus, readings: z.array(RoomReading) });
export type RoomReadings = z.infer<typeof RoomReadings>;

/**
 * `GET /rooms/{room}/echo`: whether the sound of its newest seconds comes back in itself, `delaySeconds` later and so strong (0 to 1).
 * Without `echo` none was found in `measuredSeconds` of sound; 0 of them means that nothing could be measured.
 */
export const RoomEcho = z.object({
  measuredSeconds: z.number().min(0),
  echo: z.object({ delaySeconds: z.number(), strength: z.number() }).optional(),
});
export type RoomEcho = z.infer<typeof RoomEcho>;

/** Header of the bundle at `GET /rooms/{room}/{second}`; parts by rendition id. */
export const RoomSecondHeader = z.object({ room: RoomId, second: Second });
export type RoomSecondHeader = z.infer<typeof RoomSecondHeader>;
