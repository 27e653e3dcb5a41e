import { z } from "zod";
import type { HostProblem } from "./problems-of-hosts.ts";

/** What the station asks for in each of its meetings, as far as an account can take it away. */
export const WISHES = {
  waiting_room: false,
  meeting_authentication: false,
  join_before_host: true,
} as const;
type Wish = keyof typeof WISHES;
const NAMES = ["waiting_room", "meeting_authentication", "join_before_host"] as const satisfies Wish[];

const WORDS: Readonly<Record<Wish, string>> = {
  waiting_room: "Guests stay in a waiting room until somebody lets them in, in all meetings of",
  meeting_authentication: "Guests are asked to sign in, in all meetings of",
  join_before_host: "Nobody is let in before the host, in all meetings of",
};
const NAMES_AT_ZOOM: Readonly<Record<Wish, string>> = {
  waiting_room: 'Security, "Waiting Room"',
  meeting_authentication: 'Security, "Only authenticated users can join meetings"',
  join_before_host: 'Schedule Meeting, "Allow participants to join before host"',
};

const flag = z.boolean().optional().catch(undefined);
/** Which settings the account has locked, under the names of the settings. */
export const Locks = z.looseObject({
  schedule_meeting: z.looseObject({ join_before_host: flag, meeting_authentication: flag }).default({}),
  in_meeting: z.looseObject({ waiting_room: flag }).default({}),
  meeting_security: z.looseObject({ waiting_room: flag }).default({}),
});
export type Locks = z.infer<typeof Locks>;

/** Whether the account has locked a setting, by what was told of its locks. */
function isLocked(name: Wish, told: readonly Locks[]): boolean {
  return told.some(({ schedule_meeting: schedule, in_meeting: meeting, meeting_security: security }) => {
    const locks: Readonly<Record<Wish, boolean | undefined>> = {
      waiting_room: meeting.waiting_room === true || security.waiting_room === true,
      meeting_authentication: schedule.meeting_authentication,
      join_before_host: schedule.join_before_host,
    };
    return locks[name] === true;
  });
}

/**
 * Where a meeting that was made is not as it was asked for: Zoom overrules a wish without a word. `locks`: what the account has
 * locked, as far as it was told.
 */
export function overruledWishes(
  user: string,
  settings: Readonly<Record<string, unknown>>,
  locks: readonly Locks[],
): HostProblem[] {
  return NAMES.filter((name) => settings[name] !== undefined && settings[name] !== WISHES[name]).map(
    (name) => ({
      user,
      says: WORDS[name],
      cure: isLocked(name, locks)
        ? `The account has locked it: in Zoom's web portal as an admin, Account Management, Account Settings, ${NAMES_AT_ZOOM[name]}: click the lock. The station sets it for its own meetings.`
        : `The user's group has locked it, or the account: in Zoom's web portal as an admin, Group Management and Account Settings, ${NAMES_AT_ZOOM[name]}: click the lock. The station sets it for its own meetings.`,
    }),
  );
}
