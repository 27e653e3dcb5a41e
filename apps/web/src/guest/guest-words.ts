import type { GuestCheck, GuestSeen } from "@nonstop/contract/guest";
import { receivedWords } from "../site/received-words.ts";
import { counter, spanWords } from "../time/wording.ts";

const DAY = 86_400;

/** A countdown whose digits do not jump: "9 days", "1 d 04 h", "2:07:09", "04:12". */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / DAY);
  if (days >= 3) return `${days} days`;
  if (days >= 1) return `${days} d ${String(Math.floor((whole % DAY) / 3600)).padStart(2, "0")} h`;
  return counter(whole);
}

/** How the station sees a guest, in one short sentence. */
export function seenWords(seen: GuestSeen): string {
  switch (seen.state) {
    case "unknown":
      return "The station cannot tell just now.";
    case "nobody":
      return "Nobody is there yet.";
    case "coming":
      return "Somebody is in the meeting. The picture is on its way.";
    case "received":
    default:
      return receivedWords(seen);
  }
}

/** What a check waits for, or does. */
export function checkWords({ phase, measuredSeconds, neededSeconds }: GuestCheck): string {
  switch (phase) {
    case "waiting":
      return "Come into the meeting, with camera and microphone on.";
    case "starting":
      return "You are in the meeting. It can take a minute until Zoom sends your picture to the station.";
    case "measuring":
    default:
      return measuredSeconds >= neededSeconds
        ? "The station judges what came."
        : `Speak as you will in the show: read something aloud. ${spanWords(neededSeconds - measuredSeconds)} to go.`;
  }
}
