import { computed } from "@preact/signals";
import { nowSecond } from "../feed/clock.ts";
import type { AiredAs } from "@nonstop/contract/as-run";
import { spanAt } from "./as-run-tail.ts";
import { asRun, desk, heardMs, isLinked, library, onAir, provisioning } from "./desk-feed.ts";
import { programmeSecond } from "./programme-second.ts";
import { roomsSeen, type RoomSeen } from "./rooms-seen.ts";
import { type Target, targetOf } from "./take-machine.ts";
import { titlesOf } from "./words.ts";

/** After this much silence the page no longer claims to know what is on air. Milliseconds. */
const STALE_MS = 5000;

/** Titles of everything that the desk can name. */
export const titles = computed(() =>
  titlesOf(library.value, desk.value?.rundown?.items ?? [], provisioning.value.events),
);
/** How many seconds nothing has been heard; undefined while there is news. */
export const silence = computed(() => {
  // It is looked at anew each second.
  void nowSecond.value;
  const since = heardMs.value === undefined ? undefined : performance.now() - heardMs.value;
  return since === undefined || since < STALE_MS ? undefined : Math.floor(since / 1000);
});

/** The newest second that the edge has reported; undefined while the page is stale. Nothing else may turn a source red. */
export const reported = computed(() =>
  isLinked.value && silence.value === undefined ? onAir.value : undefined,
);

/**
 * What is in the second whose picture the programme monitor shows. The picture is some seconds behind the newest committed
 * second, so that second's words would stand there before their picture. Without a picture: the newest second.
 * Undefined while the as-run does not reach the picture.
 */
export const shownAir = computed<AiredAs | undefined>(() => {
  const second = programmeSecond.value;
  return second === undefined ? onAir.value : spanAt(asRun.value, second);
});

/** True when a take holds the channel, but its room has nothing to show. */
export const isHeldInVain = computed(() => reported.value?.reason === "take-unavailable");

/** Every live room, in the order of the number keys. */
export const rooms = computed<RoomSeen[]>(() =>
  desk.value === undefined ? [] : roomsSeen(desk.value, nowSecond.value),
);

/** Everything that can be taken, in the order of the arrow keys. */
export const targets = computed<Target[]>(() => [
  ...rooms.value.map(({ status }) => targetOf(status)),
  { kind: "slate" },
  ...library.value.map((piece): Target => ({ kind: "asset", asset: piece.asset })),
]);
