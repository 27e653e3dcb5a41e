import { bad, type Finding } from "../frame/finding.ts";
import type { Asking } from "../instruments/instruments.ts";
import { isTurnedAway, jsonOf, LET_IN } from "./doors/station-doors.ts";

/** What is wrong with the answer to a genuine webhook; undefined when nothing is. */
export function judgeHookAnswer(vendor: string, setting: string, asking: Asking): Finding | undefined {
  if (asking.kind === "unreachable")
    return bad(
      `The door of ${vendor}'s webhooks ${asking.problem}.`,
      "See whether the Workers are deployed and the name points at them.",
    );
  const { status, text } = asking;
  if (isTurnedAway(asking)) return bad(`Cloudflare turns ${vendor}'s webhooks away (${status}).`, LET_IN);
  if (status === 401)
    return bad(
      `The station refuses a webhook that is signed as ${vendor} signs: ${/stale/.test(text) ? "it takes it for too old" : "the secrets differ"}.`,
      /stale/.test(text)
        ? "Compare the clocks: see the finding of the clock."
        : `Give the Worker the same ${setting} that ${vendor} has: run setup again, and deploy.`,
    );
  if (status === 503)
    return bad(
      `The door of ${vendor}'s webhooks is not set up.`,
      `Set ${setting}: run setup again, and deploy.`,
    );
  if (status < 200 || status > 299 || typeof jsonOf(text) !== "object")
    return bad(
      `The door of ${vendor}'s webhooks answers ${status}, and not as the station does.`,
      "See that the control Worker answers at /hooks, and nothing else does.",
    );
  return undefined;
}
