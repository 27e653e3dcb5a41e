import { present } from "@nonstop/contract/present";
import { inWords } from "../events/outlook.ts";
import type { WriteBack } from "../ports/management.ts";
import type { Known } from "./known.ts";
import type { Desired } from "./step.ts";

/** What the entry shall say, and the meeting's links. Those of a meeting that is only kept are not shown: nobody should send them out. */
export function writeBackOf(
  { presence, meeting: { kind }, outlook, guestChecks, guestInvites }: Desired,
  known: Known,
): WriteBack {
  const { state, problem, warnings } = outlook;
  const isWanting = known.meeting === undefined && (kind === "wanted" || kind === "not-yet");
  const meeting = presence === "published" && kind !== "none" ? known.meeting : undefined;
  return {
    provisionState: state === "ready" && isWanting ? "pending" : state,
    ...present({
      provisionError: problem && inWords(problem),
      provisionWarnings: warnings.length === 0 ? undefined : warnings.map(inWords).join("\n"),
      meetingId: meeting?.id,
      joinUrl: meeting?.joinUrl,
      passcode: meeting?.passcode,
      invitation: meeting?.invitation?.text,
      guestChecks,
      guestInvites: meeting && guestInvites,
    }),
  };
}
