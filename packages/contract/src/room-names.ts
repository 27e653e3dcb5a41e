import type { AiringId, EncoderName, RoomId } from "./names.ts";
import type { LiveRoomKind } from "./room.ts";

/**
 * Names of the rooms that come live. Their first letters say their kind, so that no two kinds share a name: `e-` and the
 * airing whose meeting sends to us, `i-` and the airing whose meeting sends to a live input that is pulled, `r-` and the airing
 * that is pulled from a source, `enc-` and the encoder.
 */
const PREFIX = { live: "e-", input: "i-", remote: "r-", encoder: "enc-" } as const;

/** The room of one airing, which no other airing has, whatever its id. */
export function roomOfAiring(airing: AiringId, kind: "live" | "input" | "remote"): RoomId {
  return PREFIX[kind] + escapedId(airing);
}

/** No entry is called so, but by a guess. */
const TRIAL: AiringId = "trial.";

/** A trial room, which is like an airing's to ingest, and belongs to none. */
export function roomOfTrial(word: string): RoomId {
  return roomOfAiring(`${TRIAL}${word}`, "live");
}

/** Whether it is a trial room: nobody has to see it beside those of shows. */
export function isTrialRoom(room: RoomId): boolean {
  return room.startsWith(roomOfTrial(""));
}

/** Whether it is the room of an airing whose meeting sends to a live input. Its kind is `remote`. */
export function isInputRoom(room: RoomId): boolean {
  return room.startsWith(PREFIX.input);
}

/** Whether it is the room of an airing with a meeting, wherever that sends to. */
export function isMeetingRoom(room: RoomId): boolean {
  return isInputRoom(room) || kindOfRoom(room) === "live";
}

/** The lasting room of an encoder. */
export function roomOfEncoder(encoder: EncoderName): RoomId {
  return PREFIX.encoder + encoder;
}

/** The encoder whose room it is; undefined when it is no encoder's. */
export function encoderOfRoom(room: RoomId): EncoderName | undefined {
  return room.startsWith(PREFIX.encoder) ? room.slice(PREFIX.encoder.length) : undefined;
}

/** The kind of a room that somebody publishes into or that is pulled, by its name. */
export function kindOfRoom(room: RoomId): LiveRoomKind {
  if (room.startsWith(PREFIX.encoder)) return "encoder";
  return room.startsWith(PREFIX.remote) || isInputRoom(room) ? "remote" : "live";
}

const MARKS: Readonly<Record<string, string>> = { "-": "--", _: "-0", ".": "-1" };

/**
 * An airing's id as a part of a name. Ids differ in case and punctuation, names know neither: each character that a name cannot hold is
 * written with a hyphen before it. What was written can be read back, so two ids never have one name.
 */
export function escapedId(id: AiringId): string {
  return id.replaceAll(/[A-Z._-]/g, (character) => MARKS[character] ?? `-${character.toLowerCase()}`);
}
