import {
  hostFault,
  type HostSettings,
  streamingFault,
  type ZoomUser,
} from "../../../setup/zoom/host-facts.ts";
import type { Host } from "./hosts.ts";
import type { HostProblem } from "./problems-of-hosts.ts";

const WHERE = "In Zoom's web portal as an admin, Account Management, Account Settings";

/** What a host's licence means. */
export function licenceProblems({ user }: Host, facts: ZoomUser): HostProblem[] {
  const fault = hostFault(facts);
  if (fault === undefined) return [];
  if (fault === "inactive")
    return [
      { user, says: "Zoom has switched off the user", cure: "Activate the user in Zoom's User Management." },
    ];
  const cure = "Give the user a licence in Zoom's User Management, or another host in the studio's entry.";
  return [{ user, says: "Without a licence no meeting can be streamed, and Zoom has none of", cure }];
}

/** How many meetings a host may hold at a time, by its licence for that. Zoom does not tell the account's plan. */
const heldAtOnce = (concurrent: string | undefined): number =>
  concurrent === "Plus" ? 20 : concurrent === "Basic" ? 2 : 1;

/** What of a host's settings would defeat the station. */
export function settingProblems(
  { user, meetingsAtOnce, studios }: Host,
  settings: HostSettings,
): HostProblem[] {
  const problems: HostProblem[] = [];
  const streaming = streamingFault(settings);
  if (streaming === "forbidden")
    problems.push({
      user,
      says: "Live streaming is not allowed for",
      cure: `${WHERE}, Meeting (Advanced): switch on "Allow livestreaming of meetings".`,
    });
  else if (streaming === "partners")
    problems.push({
      user,
      says: "The custom live streaming service is switched off for",
      cure: `${WHERE}, Meeting (Advanced), under "Allow livestreaming of meetings": tick "Custom Live Streaming Service".`,
    });
  if (meetingsAtOnce > heldAtOnce(settings.feature.concurrent_meeting))
    problems.push({
      user,
      says: `The studio ${studios.join(", ")} shall hold ${meetingsAtOnce} meetings at once, and Zoom tells of no licence for that of`,
      cure: `Set "Meetings at once" of the studio to 1, or give the host the licence "Concurrent Meetings". On a Business, Education or Enterprise plan a host may hold two without it, which Zoom's API does not tell: there, try it by hand.`,
    });
  return problems;
}

/** Whether Zoom keeps a second copy of a host's shows. The station has what it aired all the same. */
export const isRecorded = ({ recording }: HostSettings): boolean => recording.cloud_recording !== false;
