import type { EventStatus } from "@nonstop/contract/events";
import type { GuestSeen } from "@nonstop/contract/guest";
import type { DeedName, SidebarState } from "@nonstop/contract/sidebar";
import { receivedWords } from "../site/received-words.ts";

/** How the event stands, in a word or two, and how much it matters: a class of the page's style. */
export type Standing = { words: string; mark: "good" | "working" | "trouble" | "quiet" };

/** How an event stands. An entry that the station has not heard of was never published. */
export function standingOf(event: EventStatus | undefined): Standing {
  switch (event?.state) {
    case undefined:
      return { words: "Not published", mark: "quiet" };
    case "ready":
      return { words: "Ready", mark: "good" };
    case "pending":
      return { words: "Being prepared", mark: "working" };
    case "cancelled":
      return { words: "Withdrawn", mark: "quiet" };
    case "failed":
    default:
      return { words: "Needs a correction", mark: "trouble" };
  }
}

/** What the station has of the people in the meeting, as one sentence. */
export function seenWords(seen: GuestSeen): string {
  switch (seen.state) {
    case "unknown":
      return "Nobody can tell who is there just now.";
    case "nobody":
      return "Nobody is in the meeting.";
    case "coming":
      return `Somebody is in the meeting; nothing arrives yet.${seen.problem === undefined ? "" : ` ${seen.problem}`}`;
    case "received":
    default:
      return receivedWords(seen);
  }
}

/** What a button says, in the order in which they stand. Changing the layout has buttons of its own. */
export const DEED_WORDS: readonly (readonly [Exclude<DeedName, "change-layout">, string])[] = [
  ["open-rehearsal", "Open for a rehearsal"],
  ["end-rehearsal", "End rehearsal"],
  ["show-host-key", "Show host key"],
  ["send-invites", "Send invites again"],
  ["new-guest-links", "New guest links"],
  ["new-input-key", "New stream key"],
];

/** What somebody should know before a deed that takes something away; undefined for one that does not. */
export const DEED_QUESTIONS: Readonly<Partial<Record<DeedName, string>>> = {
  "new-guest-links": "The links that guests have will stop working. Make new ones?",
  "new-input-key": "Whoever sends with the old key is put out. Make a new one?",
};

/** Whether the event is on air now, as the channel's newest second says. */
export function isOnAirNow({ isOnAir, event }: SidebarState): boolean {
  return isOnAir === true && event?.state !== "cancelled";
}
