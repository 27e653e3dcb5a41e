import type { AiringId } from "@nonstop/contract/names";
import type { Deed, DeedAnswer } from "@nonstop/contract/sidebar";
import { log } from "@nonstop/door/log";
import { refusal } from "@nonstop/door/refusal";
import type { Env } from "../env.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";

/** As long as the control room's button opens a room. */
const REHEARSAL_MINUTES = 20;

export type DeedOutcome = { kind: "done"; answer: DeedAnswer } | { kind: "refused"; answer: Response };

/** Does what somebody of the team asks for beside an entry, and says what became of it. */
export async function doDeed(
  env: Env,
  airing: AiringId,
  { deed, user }: { deed: Deed; user: string },
): Promise<DeedOutcome> {
  const outcome = await done(env, airing, deed, user);
  log("deed", { airing, deed: deed.deed, by: user, result: outcome.kind });
  return outcome;
}

async function done(env: Env, airing: AiringId, deed: Deed, user: string): Promise<DeedOutcome> {
  const schedule = scheduleOf(env);
  switch (deed.deed) {
    case "open-rehearsal":
    case "end-rehearsal": {
      const minutes = deed.deed === "open-rehearsal" ? REHEARSAL_MINUTES : undefined;
      const outcome = await schedule.rehearse(airing, minutes);
      if (outcome.kind !== "rehearsal") return refused(outcome);
      return says(
        minutes === undefined
          ? "The rehearsal is over."
          : `The room is open for ${minutes} minutes, for the preview alone.`,
      );
    }
    case "change-layout": {
      const outcome = await schedule.changeLayout(airing, deed.layout);
      return outcome.kind === "changed" ? says(outcome.says) : refused(outcome);
    }
    case "new-guest-links":
      if (!(await schedule.revokeGuestLinks(airing))) return refused({ kind: "unknown-event" });
      return says("The links that guests had open nothing any more. Send them the new ones.");
    case "send-invites": {
      const outcome = await schedule.sendInvitesAgain(airing);
      if (outcome.kind !== "asked") return refused(outcome);
      const { guests } = outcome;
      return says(
        guests === 0
          ? "They are on their way already."
          : `Invitations go once more, to ${guests === 1 ? "one guest" : `${guests} guests`}.`,
      );
    }
    case "new-input-key": {
      const outcome = await schedule.changeInputKey(airing);
      if (outcome.kind === "asked") return says("Whoever sends with the old key is put out within a minute.");
      return refused(outcome);
    }
    case "show-host-key":
    default: {
      const outcome = await schedule.hostKeyFor(airing, user);
      if (outcome.kind !== "key") return refused(outcome);
      const answer = { says: "In the meeting, choose Claim host and type it.", hostKey: outcome.hostKey };
      return { kind: "done", answer };
    }
  }
}

const says = (words: string): DeedOutcome => ({ kind: "done", answer: { says: words } });

type Refused =
  | { kind: "unknown-event" | "no-meeting" | "no-input" | "not-live" | "not-producer" }
  | { kind: "failed"; message: string };

function refused(outcome: Refused): DeedOutcome {
  return { kind: "refused", answer: answerTo(outcome) };
}

function answerTo(outcome: Refused): Response {
  switch (outcome.kind) {
    case "unknown-event":
      return refusal(404, "unknown-event", "The station does not know this entry.", {
        cure: "Publish it first.",
      });
    case "no-meeting":
      return refusal(409, "no-meeting", "The event has no meeting.", {});
    case "no-input":
      return refusal(409, "no-input", "The event has no live input now, so no key was changed.", {
        cure: "Only a show that is to come or on air has one.",
      });
    case "not-live":
      return refusal(409, "not-live", "The show is not live, so nothing was changed.", {
        cure: "Choose its layout in the entry: the show begins with it.",
      });
    case "not-producer":
      return refusal(403, "not-producer", "The host key is for the producers of this event.", {
        cure: "Add your mail address to its producers, or those of its show, and publish.",
      });
    case "failed":
    default:
      return refusal(502, "vendor-failed", outcome.message, { cure: "Try again in a moment." });
  }
}
