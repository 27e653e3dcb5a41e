import { present } from "@nonstop/contract/present";
import { comesLive, roomName, type Take, type Rundown } from "@nonstop/contract/rundown";
import { MAX_TAKE_AGE_SECONDS, type TakeRequest } from "@nonstop/contract/take";
import { mayAir, opensAt } from "@nonstop/schedule/room-windows";

export type TakeInput = {
  request: TakeRequest;
  /** Who takes. */
  by: string;
  nowMs: number;
  /** First second that the take can still decide. */
  from: number;
  /** Rooms that a playout sees. */
  seenRooms: readonly string[];
  rundown: Rundown | undefined;
  /** Length in seconds of the asset that goes on air, if the take names one. */
  assetSeconds: number | undefined;
};

export type TakeVerdict =
  | { kind: "take"; take: Take }
  | { kind: "stale"; ageSeconds: number }
  | { kind: "unknown-room"; known: string[] }
  | { kind: "outside-window"; opens?: number };

/**
 * The take that a request means, or why we refuse it. A take of a recording ends with the recording, and what it
 * lies over follows.
 */
export function judgeTake(input: TakeInput): TakeVerdict {
  const { request, from } = input;
  const ageSeconds = Math.floor(input.nowMs / 1000) - request.from;
  if (ageSeconds > MAX_TAKE_AGE_SECONDS) return { kind: "stale", ageSeconds };
  const { to } = request;
  if (comesLive(to)) {
    const known = knownRooms(input.seenRooms, input.rundown);
    if (!known.includes(to.room)) return { kind: "unknown-room", known };
    if (!mayAir(input.rundown, to, from))
      return { kind: "outside-window", ...present({ opens: opensAt(input.rundown, to.room, from) }) };
  }
  const length = Math.min(
    request.durationSeconds ?? Number.POSITIVE_INFINITY,
    to.kind === "asset" ? (input.assetSeconds ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
  const room = to.kind === "asset" ? { ...to, startSecond: from } : to;
  const take: Take = { id: request.id, room, from, by: input.by };
  return {
    kind: "take",
    take: Number.isFinite(length) ? { ...take, to: from + length } : take,
  };
}

function knownRooms(seen: readonly string[], rundown: Rundown | undefined): string[] {
  const scheduled = (rundown?.items ?? []).flatMap(({ room }) => (comesLive(room) ? [room.room] : []));
  const opening = (rundown?.windows ?? []).map(({ room }) => room);
  return [...new Set([...seen, ...scheduled, ...opening])].sort();
}

/** A take in words, for logs. */
export function takeInWords(take: Take): string {
  return `${roomName(take.room)} from ${take.from}${take.to === undefined ? "" : ` to ${take.to}`}`;
}
