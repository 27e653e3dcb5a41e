import type { GuestView } from "./guest-view.ts";

/** What the schedule says to somebody who shows a link that we signed. */
export type GuestAnswer =
  | { kind: "view"; view: GuestView }
  /** `show`: which it was for, by title, time and day; absent when nobody knows it any more. */
  | { kind: "expired" | "revoked"; show?: string };

/** Whether a guest is let into the meeting now. `joinUrl` is a secret of theirs. */
export type JoinAnswer = { kind: "join"; joinUrl: string } | { kind: "closed" } | Refused;

/** What became of a guest's wish to have their set-up checked. */
export type CheckAnswer = { kind: "done" } | { kind: "no-check"; why: string } | Refused;

type Refused = Exclude<GuestAnswer, { kind: "view" }>;
