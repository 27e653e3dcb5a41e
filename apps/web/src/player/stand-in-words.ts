import type { StandIn } from "@nonstop/contract/guide";
import type { Reason } from "@nonstop/contract/rundown";

/** A show that has not begun by then is no longer about to begin. Seconds. */
const MAX_STARTING_SECONDS = 60;
/** With less than this left, a programme that is lost is not promised back. What follows it comes anyway. Seconds. */
const MIN_LEFT_SECONDS = 60;
const BACK = "Back in a moment.";
const ON = "We go on in a moment.";

/** What happened to the guest of a live show, by reason. Reasons of our own are not the guest's. */
const LOST_GUEST: Readonly<Partial<Record<Reason, string>>> = {
  "room-stalled": "We lost the guest.",
  "room-black": "We lost the guest's picture.",
  "room-frozen": "We lost the guest's picture.",
  "room-silent": "We lost the guest's sound.",
};
/** The same of a show that is pulled from elsewhere, where there is no guest. */
const LOST_SOURCE: Readonly<Partial<Record<Reason, string>>> = {
  "room-stalled": "We lost the picture.",
  "room-black": "We lost the picture.",
  "room-frozen": "We lost the picture.",
  "room-silent": "We lost the sound.",
};

/**
 * What to say when something else airs in the place of a programme, so many seconds after it began and before it ends; undefined
 * when there is nothing to say.
 */
export function standInWords(
  standIn: StandIn | undefined,
  { secondsIn, secondsLeft }: { secondsIn: number; secondsLeft: number },
): string | undefined {
  if (standIn === undefined || standIn.reason === "take") return undefined;
  const { reason, planned, seen } = standIn;
  const isFirst = seen === undefined && (reason === "not-started" || reason === "room-returning");
  if (isFirst)
    return secondsIn < MAX_STARTING_SECONDS ? "Starting in a moment." : "We are waiting for the picture.";
  const lost = (planned === "remote" ? LOST_SOURCE : LOST_GUEST)[reason];
  const promise = secondsLeft < MIN_LEFT_SECONDS ? ON : BACK;
  return lost === undefined ? promise : `${lost} ${promise}`;
}
