import { z } from "zod";
import type { Problem } from "../part.ts";
import { HostSettings, hostFault, streamingFault, ZoomUser } from "./host-facts.ts";

const ACCOUNT = "Account Management, Account Settings, Meeting";

/** What is wrong with the user who hosts meetings. `user` as Zoom answers it. Pure. */
export function hostProblems(host: string, user: unknown): Problem[] {
  const read = ZoomUser.safeParse(user).data;
  if (read === undefined) return [{ what: `Zoom does not say who ${host} is`, cure: "Run setup again." }];
  const fault = hostFault(read);
  if (fault === undefined) return [];
  if (fault === "inactive")
    return [
      {
        what: `The Zoom user ${host} is ${read.status}`,
        cure: "Activate them (User Management, Users), or choose another host.",
      },
    ];
  return [
    {
      what: `The Zoom user ${host} has no licence, so their meetings cannot be livestreamed`,
      cure: "Give them one (User Management, Users, Licences), or choose another host (--ask zoom).",
    },
  ];
}

/**
 * What Zoom's settings would do to a show. `settings` is what holds for the host, `locks` what the account has locked and `security`
 * the host's security settings, each as Zoom answers them, or undefined where it does not. A setting that is not locked is no
 * problem where each meeting sets its own. Pure.
 */
export function settingsVerdict(o: { settings: unknown; locks: unknown; securityLocks: unknown }): {
  problems: Problem[];
  says: string[];
} {
  const has = HostSettings.safeParse(o.settings).data;
  if (has === undefined)
    return { problems: [], says: ["Zoom does not tell the host's settings: look at them yourself"] };
  const locked = HostSettings.safeParse(o.locks ?? {}).data ?? HostSettings.parse({});
  const security = z.object({
    meeting_security: z.object({ waiting_room: z.boolean().optional().catch(undefined) }).prefault({}),
  });
  const securityLocked = security.safeParse(o.securityLocks ?? {}).data?.meeting_security.waiting_room;
  const { in_meeting: inMeeting, schedule_meeting: schedule, recording, feature } = has;
  const problems: Problem[] = [];
  const fault = streamingFault(has);
  if (fault === "forbidden")
    problems.push({
      what: "Zoom does not allow the host to livestream meetings",
      cure: `Switch on "Allow livestreaming of meetings" (${ACCOUNT}, In Meeting (Advanced)), and there "Custom Livestreaming Service".`,
    });
  else if (fault === "partners")
    problems.push({
      what: "Zoom allows livestreams to its partners alone, and not to the station",
      cure: `Tick "Custom Livestreaming Service" (${ACCOUNT}, In Meeting (Advanced), Allow livestreaming of meetings).`,
    });
  const isWaitingLocked = locked.in_meeting.waiting_room === true || securityLocked === true;
  if (isWaitingLocked && inMeeting.waiting_room !== false)
    problems.push({
      what: "The account has locked the waiting room on, and nobody of the station is there to let guests in",
      cure: `Unlock "Waiting Room" (${ACCOUNT}, Security), or name alternative hosts who let them in.`,
    });
  if (locked.schedule_meeting.meeting_authentication === true && schedule.meeting_authentication !== false)
    problems.push({
      what: "The account has locked that only people who are signed in may join, and guests have no account",
      cure: `Unlock "Only authenticated users can join meetings" (${ACCOUNT}, Security).`,
    });
  if (locked.schedule_meeting.join_before_host === true && schedule.join_before_host !== true)
    problems.push({
      what: "The account has locked that guests wait for the host, and the host never comes",
      cure: `Unlock "Allow participants to join before host" (${ACCOUNT}, Schedule Meeting).`,
    });
  const says = [
    recording.cloud_recording === false
      ? "meetings are not recorded in Zoom's cloud: the station has what it aired all the same"
      : "",
    feature.concurrent_meeting === undefined || feature.concurrent_meeting === "None"
      ? "the host holds one meeting at a time: shows that overlap need a studio of their own"
      : "the host may hold two meetings at a time",
  ];
  return { problems, says: says.filter((line) => line !== "") };
}
