import { refusal } from "@nonstop/door/refusal";
import type { GuestAnswer } from "./guest-answers.ts";

const ASK_TEAM = "Ask whoever invited you for a new link.";

/** The refusal of a link that we did not make. */
export function wrongLink(): Response {
  return refusal(404, "wrong-guest-link", "This link is not complete, or not ours.", {
    field: "token",
    cure: "Open it again from the invitation, whole.",
  });
}

/** The refusal of a link that was good once. */
export function lapsedLink({ kind, show }: Exclude<GuestAnswer, { kind: "view" }>): Response {
  const what = show === undefined ? "" : ` It was for ${show}.`;
  if (kind === "expired")
    return refusal(410, "guest-link-expired", `This link has expired.${what}`, { cure: ASK_TEAM });
  return refusal(410, "guest-link-revoked", `This link is no longer good.${what}`, { cure: ASK_TEAM });
}
