import type { GuestSeen } from "@nonstop/contract/guest";

/** How a guest is received, in one short sentence. */
export function receivedWords({ picture, sound }: Pick<GuestSeen, "picture" | "sound">): string {
  const isHeard = sound === "good";
  if (picture === "black")
    return isHeard ? "Heard, and the picture is black." : "A black picture, and no sound.";
  if (picture === "frozen")
    return isHeard ? "Heard, and the picture stands still." : "A picture that stands still, and no sound.";
  if (picture === "none") return isHeard ? "Heard, and not seen." : "Neither seen nor heard.";
  return isHeard ? "Seen and heard." : "Seen, and not heard.";
}
