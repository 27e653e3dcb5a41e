import type { EventProblem } from "@nonstop/contract/events";
import type { EventCode } from "@nonstop/contract/warning";
import { unknownPlaceholders } from "@nonstop/invites/template";
import type { EventRecord } from "../events/event-record.ts";
import { sentence } from "../events/sentence.ts";
import { keyOfTries } from "../steps/tries.ts";

/** A mail that was tried so often is worth telling of. */
const WORTH_TELLING = 3;
const COPY = "copy the invite from the entry.";

type InviteProblem = EventProblem & { code: EventCode };

/** What people should know of the invites of an event. It names people, and never an address or a link. Pure. */
export function inviteProblems(record: EventRecord): InviteProblem[] {
  return [...mailProblems(record), ...templateProblems(record)];
}

function mailProblems({ known: { tries, invites = {} } }: EventRecord): InviteProblem[] {
  const code = "invite-unsent";
  return Object.entries(invites).flatMap(([person, { name, refused, posts }]): InviteProblem[] => {
    if (refused !== undefined) {
      const cure = `Correct the mail address in the person's entry and publish it, or ${COPY}`;
      return [{ code, message: `the invite of ${name} cannot be mailed: ${refused.message}`, cure }];
    }
    const tried = posts.length === 0 ? undefined : tries?.[keyOfTries({ kind: "send-mail", person })];
    if (tried === undefined || (tried.dueMs !== undefined && tried.attempt < WORTH_TELLING)) return [];
    const message = `the mail to ${name} does not go. ${sentence(tried.message)} Trying again.`;
    return [{ code, message, cure: `Look at the mail server if it lasts, or ${COPY}` }];
  });
}

function templateProblems({ known, privateFields }: EventRecord): InviteProblem[] {
  const unknown = unknownPlaceholders(privateFields?.inviteText ?? "");
  if (unknown.length === 0 || known.invites === undefined) return [];
  const named = unknown.map((name) => `{{${name}}}`).join(", ");
  const message = `the text of its invites names ${named}, which nobody knows, so it is left out.`;
  return [{ code: "invite-template", message, cure: "Correct the text in the show's entry and publish it." }];
}
