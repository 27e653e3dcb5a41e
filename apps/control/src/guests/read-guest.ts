import type { GuestCheck, GuestState } from "@nonstop/contract/guest";
import type { RoomReadings } from "@nonstop/contract/room";
import { present } from "@nonstop/contract/present";
import { secondOf, type Second } from "@nonstop/contract/time";
import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "../env.ts";
import type { RoomMeters } from "../schedule/ports/room-meters.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";
import type { GuestAnswer } from "./guest-answers.ts";
import { measuredOf } from "./guest-checks.ts";
import type { GuestClaims } from "./guest-token.ts";
import type { GuestView } from "./guest-view.ts";
import { findingsOf, NEEDED_SECONDS } from "./judge-check.ts";
import { seenOf } from "./seen-of.ts";
import { shownRoom } from "./shown-room.ts";

/** What a guest's page shows now, or why their link is not good. */
export type GuestRead = { kind: "state"; state: GuestState } | Exclude<GuestAnswer, { kind: "view" }>;

// Many guests of one show look at the same second of the same room.
const rooms = new SharedReads<RoomReadings | "unknown" | "gone">({ keepMs: () => 500, maxWeight: 100 });
const onAir = new SharedReads<string | undefined>({ keepMs: () => 500, maxWeight: 20 });

/** So far back is read what aired. */
const AIRED_SECONDS = 10;

/** Puts together what the schedule, the channel and ingest know of what a guest's page shows. */
export async function readGuest(env: Env, claims: GuestClaims, meters: RoomMeters): Promise<GuestRead> {
  const answer = await scheduleOf(env).guest(claims);
  if (answer.kind !== "view") return answer;
  const { view } = answer;
  const nowMs = clock.nowMs();
  const second = secondOf(nowMs);
  const isWatched = view.room !== undefined && (view.isExpected || view.state.phase === "over");
  const [room, airing] = await Promise.all([
    view.room !== undefined && view.isExpected ? readRoom(view.room, meters) : undefined,
    isWatched ? readOnAir(env, second) : undefined,
  ]);
  const isOnAir = airing === undefined ? undefined : airing === view.room;
  const status = typeof room === "object" ? room.status : room === "unknown" ? room : undefined;
  const seen = room === undefined ? undefined : seenOf(status, { isAttended: view.isAttended, second });
  const check = view.check === undefined ? undefined : checkOf(view, view.check, room);
  // Somebody who is held on air longer is not told that the show is over.
  const phase = view.state.phase === "over" && isOnAir === true ? "open" : view.state.phase;
  return { kind: "state", state: { ...view.state, phase, nowMs, ...present({ seen, isOnAir, check }) } };
}

function checkOf(
  view: GuestView,
  check: NonNullable<GuestView["check"]>,
  room: RoomReadings | "unknown" | "gone" | undefined,
): GuestCheck {
  const readings = typeof room === "object" ? measuredOf(room, check) : [];
  const source = typeof room === "object" ? room.status.source : undefined;
  const phase = readings.length > 0 ? "measuring" : view.isAttended ? "starting" : "waiting";
  return {
    phase,
    until: check.to,
    measuredSeconds: Math.min(readings.length, NEEDED_SECONDS),
    neededSeconds: NEEDED_SECONDS,
    findings: findingsOf({ readings, source, echo: undefined }),
  };
}

function readRoom(room: string, meters: RoomMeters): Promise<RoomReadings | "unknown" | "gone"> {
  return rooms.read(room, async () => {
    const answer = await meters.readings(room);
    if (answer.kind === "ok") return answer.value;
    return answer.kind === "gone" ? "gone" : "unknown";
  });
}

/** What the channel shows, as `shownRoom` says; undefined as well when the channel does not answer. */
async function readOnAir(env: Env, second: Second): Promise<string | undefined> {
  const channel = firstChannel(env);
  return onAir.read(channel, async () => {
    try {
      const range = { from: second - AIRED_SECONDS, to: second + 1 };
      return shownRoom(await channelByName(env, channel).asRun(range, 1), second);
    } catch {
      return undefined;
    }
  });
}
