import type { Outlook } from "@nonstop/contract/events";
import type { WriteBack } from "../ports/management.ts";
import type { InputWish } from "../ports/live-inputs.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import type { InvitesWish } from "../invites/invites-wish.ts";
import type { InviteStep } from "../invites/invite-steps.ts";
import type { GoingLiveStep, OnAirWindow } from "./going-live.ts";
import type { Known } from "./known.ts";
import type { Idle } from "./step-driver.ts";

/**
 * What an event asks for, now. `none`: what meeting there is goes at `fromMs`, for minds change and its link was sent. `keep`:
 * whatever meeting there is, leave it (the airing is over, or meetings are not set up). `not-yet`: it is to have one, and what that
 * needs is not known yet.
 */
export type Asked = {
  presence: "published" | "withdrawn" | "deleted";
  linksKey: string | undefined;
  /** What its private fields are to be read for; undefined when they are not. */
  privateKey: string | undefined;
  meeting:
    | { kind: "wanted"; wish: MeetingWish }
    | { kind: "none"; fromMs: number }
    | { kind: "keep" | "not-yet" };
  /** The live input that its meeting sends to. `keep`: whatever there is, leave it (they are not set up). */
  input: { kind: "wanted"; wish: InputWish } | { kind: "none"; fromMs: number } | { kind: "keep" };
  /** What its guests are to be told. */
  invites: InvitesWish;
  revision: number;
  /** When its livestream may be up; undefined when it has none. */
  window: OnAirWindow | undefined;
  nowMs: number;
};

/** What an event asks for, and what its entry shall say of it. */
export type Desired = Asked & {
  outlook: Outlook;
  writesBack: boolean;
  /** What the checks of its guests' set-ups gave, a line each. */
  guestChecks?: string;
  /** The invites of its guests, ready to be copied. */
  guestInvites?: string;
};

export type InputStep =
  | { kind: "create-input"; wish: InputWish }
  | { kind: "rotate-key"; input: string; rotations: number }
  | { kind: "make-token"; input: string; until: number }
  | { kind: "look-at-input"; input: string }
  | { kind: "delete-input"; input: string };

/** A meeting that may have been made, though no answer came. */
export type LostMeeting = NonNullable<Known["maybeMade"]>;

export type Step =
  | GoingLiveStep
  | InputStep
  | InviteStep
  | { kind: "resolve-links"; linksKey: string | undefined }
  | { kind: "read-private"; privateKey: string }
  | { kind: "create-meeting"; wish: MeetingWish }
  | { kind: "read-meeting"; id: string }
  | { kind: "update-meeting"; wish: MeetingWish; id: string }
  | { kind: "set-livestream"; wish: MeetingWish; id: string }
  | { kind: "fetch-invitation"; id: string; meetingKey: string }
  | { kind: "delete-meeting"; id: string }
  | { kind: "delete-former"; former: string }
  | { kind: "delete-lost"; lost: LostMeeting }
  | { kind: "write-back"; content: WriteBack; key: string };

const INPUT_STEPS: ReadonlySet<string> = new Set<InputStep["kind"]>([
  "create-input",
  "rotate-key",
  "make-token",
  "look-at-input",
  "delete-input",
]);

/** Whether it is a step of a live input. */
export function isInputStep(step: Step): step is InputStep {
  return INPUT_STEPS.has(step.kind);
}

/** A step has its time, and that has not come. */
export type Wait = Extract<Idle, { kind: "wait" }>;

/** Whether there is something to do now. */
export function isStep(step: Step | Wait): step is Step {
  return step.kind !== "wait";
}

/** A step, or the wait for its time. */
export function notBefore<S extends Step>(dueMs: number, step: S, nowMs: number): S | Wait {
  return dueMs <= nowMs ? step : { kind: "wait", untilMs: dueMs };
}
