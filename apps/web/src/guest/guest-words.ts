import type { GuestCheck, GuestSeen } from "@nonstop/contract/guest";
import { spanWords } from "../time/wording.ts";

const DAY = 86_400;
const two = (value: number): string => String(value).padStart(2, "0");

/** A countdown whose digits do not jump: "9 days", "1 d 04 h", "2:07:09", "04:12". */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / DAY);
  const [hours, minutes] = [Math.floor((whole % DAY) / 3600), Math.floor((whole % 3600) / 60)];
  if (days >= 3) return `${days} days`;
  if (days >= 1) return `${days} d ${two(hours)} h`;
  if (hours >= 1) return `${hours}:${two(minutes)}:${two(whole % 60)}`;
  return `${two(minutes)}:${two(whole % 60)}`;
}

/** How the station sees a guest, in one short sentence. */
export function seenWords({ state, picture, sound }: GuestSeen): string {
  switch (state) {
    case "unknown":
      return "The station cannot tell just now.";
    case "nobody":
      return "Nobody is there yet.";
    case "coming":
      return "Somebody is in the meeting. The picture is on its way.";
    case "received":
    default:
      return receivedWords(picture, sound);
  }
}

function receivedWords(picture: GuestSeen["picture"], sound: GuestSeen["sound"]): string {
  const isHeard = sound === "good";
  if (picture === "black")
    return isHeard ? "Heard, and the picture is black." : "A black picture, and no sound.";
  if (picture === "frozen")
    return isHeard ? "Heard, and the picture stands still." : "A picture that stands still, and no sound.";
  if (picture === "none") return isHeard ? "Heard, and not seen." : "Neither seen nor heard.";
  return isHeard ? "Seen and heard." : "Seen, and not heard.";
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
