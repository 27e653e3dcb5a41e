import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { EventStatus } from "@nonstop/contract/events";
import {
  comesLive,
  roomName,
  type Item,
  type Rank,
  type Reason,
  type RoomRef,
} from "@nonstop/contract/rundown";
import { encoderOfRoom, isMeetingRoom, kindOfRoom } from "@nonstop/contract/room-names";
import type { RoomState, RoomStatus } from "@nonstop/contract/room";

/** The reason of a second in words, for the as-run. */
const REASON_WORDS: Readonly<Record<Reason, string>> = {
  rundown: "as planned",
  take: "taken by hand",
  "take-unavailable": "taken, but the room has nothing to show",
  "not-started": "the room has not started",
  "room-stalled": "the room was lost",
  "room-starved": "the room's seconds did not come in time",
  "room-returning": "the room is back, waiting for three clean seconds",
  "room-black": "the room was black for too long",
  "room-frozen": "the room's picture stood still for too long",
  "room-silent": "the room was silent for too long",
  "asset-missing": "the piece is not here",
  "over-run": "runs over its end",
  "outside-window": "it was not the time of the room's show",
  "no-rundown": "no rundown known",
  "edge-slate": "nobody proposed a second",
};

/** What aired, by rank. */
const RANK_WORDS: readonly string[] = ["first choice", "plan B", "filler", "slate"];

/** True when a span is not what was planned and so must stand out. */
export function isTrouble(reason: Reason, rank: Rank): boolean {
  return reason !== "rundown" && reason !== "take" && reason !== "over-run" ? true : rank > 0;
}

/** A reason with its rank: "the room was lost, plan B". */
export function reasonWords(second: Pick<CommittedSecond, "reason" | "rank">): string {
  const words = REASON_WORDS[second.reason];
  // The rundown is the plan B of a take.
  if (second.reason === "take-unavailable" && second.rank === 1) return `${words}, the rundown instead`;
  return second.rank === 0 ? words : `${words}, ${RANK_WORDS[second.rank] ?? "slate"}`;
}

const ROOM_STATE_WORDS: Readonly<Record<RoomState, string>> = {
  waiting: "nobody there",
  connecting: "connecting",
  live: "live",
  stalled: "stalled",
  refused: "refused",
};

/** The state of a room in words. Nobody joins a pulled room, so it waits for its source instead of a guest. */
export function stateWords({ state, room }: Pick<RoomStatus, "state" | "room">): string {
  const isFromSource = kindOfRoom(room) === "remote" && !isMeetingRoom(room);
  return isFromSource && state === "waiting" ? "no source" : ROOM_STATE_WORDS[state];
}

/** Titles by `roomName`, of library pieces and of rooms made for one event. */
export type Titles = ReadonlyMap<string, string>;

/** A room as people call it. The room of one airing has a machine's name, so the airing's title stands for it. */
export function roomTitle(room: RoomRef | { kind: "asset"; asset: string }, titles: Titles): string {
  if (room.kind === "slate") return "Slate";
  if (comesLive(room)) return titles.get(roomName(room)) ?? encoderOfRoom(room.room) ?? room.room;
  return titles.get(`asset:${room.asset}`) ?? room.asset;
}

/** Titles of everything that a desk can name. Rooms of encoders, which the team has named, keep their own names. */
export function titlesOf(
  assets: readonly { asset: string; title: string }[],
  items: readonly Item[],
  events: readonly Pick<EventStatus, "room" | "title">[] = [],
): Titles {
  const titles = new Map(assets.map((piece) => [`asset:${piece.asset}`, piece.title]));
  for (const { room, title } of events)
    if (room !== undefined && kindOfRoom(room) !== "encoder")
      titles.set(roomName({ kind: kindOfRoom(room), room }), title);
  for (const { room, title } of items)
    if (room.kind === "remote" || room.kind === "live") titles.set(roomName(room), title);
  return titles;
}
