import { z } from "zod";
import { AiringKind } from "./airing.ts";
import { AiringId, AssetId, ChannelId, RoomId } from "./names.ts";
import { LiveRoomKind, LiveRoomRef } from "./room.ts";
import { Second } from "./time.ts";
import { TroubleLimits } from "./trouble.ts";

/** The safe picture. */
export const SlateRef = z.object({ kind: z.literal("slate") });

/** The kinds of rooms that may be on air. */
export const RoomKind = z.enum([...LiveRoomKind.options, "asset", "slate"]);
export type RoomKind = z.infer<typeof RoomKind>;

/**
 * A named source of fragments. For an asset, `startSecond` is the channel second at which its second 0 airs
 * (it may lie before the item's start when the item joins the asset midway).
 */
export const RoomRef = z.discriminatedUnion("kind", [
  LiveRoomRef,
  z.object({ kind: z.literal("asset"), asset: AssetId, startSecond: Second }),
  SlateRef,
]);
export type RoomRef = z.infer<typeof RoomRef>;

/** Whether ingest offers a room's seconds as they happen. */
export function comesLive<R extends { kind: RoomKind }>(room: R): room is Extract<R, { kind: LiveRoomKind }> {
  return room.kind !== "asset" && room.kind !== "slate";
}

/** What an item of the rundown is: the airing itself, or what fills the time between airings. Each piece of a block is a recording. */
export const ItemKind = z.enum([...AiringKind.exclude(["block"]).options, "filler"]);
export type ItemKind = z.infer<typeof ItemKind>;

/** As what an airing of a kind is seen on air. */
export function itemKindOf(kind: AiringKind): ItemKind {
  return kind === "block" ? "recording" : kind;
}

/** What a filler item is for, where it is no piece of the pool like any other. */
export const ItemRole = z.enum(["ident", "promo", "bumper"]);
export type ItemRole = z.infer<typeof ItemRole>;

/** What filler that aired was for: `break` is all that interrupts a piece, whatever it is. */
export const AiredRole = z.enum([...ItemRole.options, "break"]);
export type AiredRole = z.infer<typeof AiredRole>;

/** A library piece with its length. */
export const AssetLength = z.object({ asset: AssetId, durationSeconds: z.int().positive() });
export type AssetLength = z.infer<typeof AssetLength>;

/** A piece of the filler pool that may stand in: from its second `from` on and before its second `to`, where its rights say so. */
export const StandInPiece = AssetLength.extend({ from: Second.optional(), to: Second.optional() });
export type StandInPiece = z.infer<typeof StandInPiece>;

/** One span `[start, end)` of the rundown. */
export const Item = z.object({
  /** Stable across versions while the span's meaning stays: `{airing or filler}@{start}`. */
  id: z.string(),
  kind: ItemKind,
  start: Second,
  end: Second,
  title: z.string(),
  /** Of a piece of a block: the block's title. */
  programme: z.string().optional(),
  airing: AiringId.optional(),
  room: RoomRef,
  /** Of a filler item. */
  role: ItemRole.optional(),
  /** Of a filler item in a break of a piece: the airing that it interrupts. */
  breakOf: AiringId.optional(),
  /** The second in which that break is to end. */
  breakEnd: Second.optional(),
  planB: AssetLength.optional(),
  /** Its plan B is the filler pool, which stands in at once. An item with a `planB` has no such. */
  planBFromPool: z.literal(true).optional(),
  /** Of a live item: what it bears of its room. */
  limits: TroubleLimits.optional(),
  /** The filler pool it began with, where that is no longer the rundown's: what stands in for it stays while it runs. */
  fillers: z.array(StandInPiece).optional(),
});
export type Item = z.infer<typeof Item>;

/** When the room of one airing may be on air: `[from, to)`. */
export const RoomWindow = z.object({ room: RoomId, from: Second, to: Second });
export type RoomWindow = z.infer<typeof RoomWindow>;

/**
 * The schedule compiled for `[from, to)`: items in order, covering every second, no overlap. Immutable; versions only go up.
 * Only `compileRundown` makes one; others parse it.
 */
export const Rundown = z.object({
  channel: ChannelId,
  version: z.int().positive(),
  from: Second,
  to: Second,
  items: z.array(Item).min(1),
  /** The filler pool, in playing order: what rank "filler" draws from, in any second. */
  fillers: z.array(StandInPiece),
  /** Tells apart what filler was chosen from, library and settings: while it is the same, what was chosen stays. */
  chosenFrom: z.string().optional(),
  /** Of every `live` room: no decision chooses one outside. A rundown from before rooms had windows has none. */
  windows: z.array(RoomWindow).optional(),
});
export type Rundown = z.infer<typeof Rundown>;

/** A take: a room on air over the rundown and over earlier takes for `[from, to)`; `to` absent means until release. */
export const Take = z.object({
  id: z.string().min(1).max(64),
  room: RoomRef,
  from: Second,
  to: Second.optional(),
  /** Who took: a session's name, a person of Cloudflare Access, or `token`. For producers alone. */
  by: z.string().max(200).optional(),
});
export type Take = z.infer<typeof Take>;

/**
 * Why a second is what it is. `room-stalled`: nobody publishes into the room any more. `room-starved`: somebody does, but the
 * second was not there in time. `edge-slate` is said by the edge alone, for seconds nobody proposed.
 */
export const Reason = z.enum([
  "rundown",
  "take",
  "take-unavailable",
  "not-started",
  "room-stalled",
  "room-starved",
  "room-returning",
  "room-black",
  "room-frozen",
  "room-silent",
  "asset-missing",
  "over-run",
  "outside-window",
  "no-rundown",
  "edge-slate",
]);
export type Reason = z.infer<typeof Reason>;

/** 0 first choice, 1 plan B, 2 filler, 3 slate. */
export const Rank = z.int().min(0).max(3);
export type Rank = z.infer<typeof Rank>;

/** A room reference as one word for logs, tallies and as-run: `live:e-show`, `encoder:enc-desk`, `asset:film-1`, `slate`. */
export function roomName(room: RoomRef): string {
  if (comesLive(room)) return `${room.kind}:${room.room}`;
  return room.kind === "asset" ? `asset:${room.asset}` : "slate";
}
