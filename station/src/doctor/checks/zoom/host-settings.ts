import { z } from "zod";
import type { Host } from "./hosts.ts";
import type { HostProblem } from "./problems-of-hosts.ts";

export const ZoomUser = z.looseObject({ type: z.int(), status: z.string().optional() });
export type ZoomUser = z.infer<typeof ZoomUser>;
const flag = z.boolean().optional().catch(undefined);
export const UserSettings = z.looseObject({
  in_meeting: z.looseObject({ allow_live_streaming: flag, custom_live_streaming_service: flag }).default({}),
  recording: z.looseObject({ cloud_recording: flag }).default({}),
  feature: z.looseObject({ concurrent_meeting: z.string().optional().catch(undefined) }).default({}),
});
export type UserSettings = z.infer<typeof UserSettings>;

const LICENSED = 2;
const WHERE = "In Zoom's web portal as an admin, Account Management, Account Settings";

/** What a host's licence means. */
export function licenceProblems({ user }: Host, { type, status }: ZoomUser): HostProblem[] {
  if (status !== undefined && status !== "active")
    return [
      { user, says: "Zoom has switched off the user", cure: "Activate the user in Zoom's User Management." },
    ];
  if (type === LICENSED) return [];
  const cure = "Give the user a licence in Zoom's User Management, or another host in the studio's entry.";
  return [{ user, says: "Without a licence no meeting can be streamed, and Zoom has none of", cure }];
}

/** How many meetings a host may hold at a time, by its licence for that. Zoom does not tell the account's plan. */
const heldAtOnce = (concurrent: string | undefined): number =>
  concurrent === "Plus" ? 20 : concurrent === "Basic" ? 2 : 1;

/** What of a host's settings would defeat the station. */
export function settingProblems(
  { user, meetingsAtOnce, studios }: Host,
  settings: UserSettings,
): HostProblem[] {
  const problems: HostProblem[] = [];
  const { in_meeting: meeting, feature } = settings;
  if (meeting.allow_live_streaming === false)
    problems.push({
      user,
      says: "Live streaming is not allowed for",
      cure: `${WHERE}, Meeting (Advanced): switch on "Allow livestreaming of meetings".`,
    });
  else if (meeting.custom_live_streaming_service === false)
    problems.push({
      user,
      says: "The custom live streaming service is switched off for",
      cure: `${WHERE}, Meeting (Advanced), under "Allow livestreaming of meetings": tick "Custom Live Streaming Service".`,
    });
  if (meetingsAtOnce > heldAtOnce(feature.concurrent_meeting))
    problems.push({
      user,
      says: `The studio ${studios.join(", ")} shall hold ${meetingsAtOnce} meetings at once, and Zoom tells of no licence for that of`,
      cure: `Set "Meetings at once" of the studio to 1, or give the host the licence "Concurrent Meetings". On a Business, Education or Enterprise plan a host may hold two without it, which Zoom's API does not tell: there, try it by hand.`,
    });
  return problems;
}

/** Whether Zoom keeps a second copy of a host's shows. The station has what it aired all the same. */
export const isRecorded = ({ recording }: UserSettings): boolean => recording.cloud_recording !== false;
