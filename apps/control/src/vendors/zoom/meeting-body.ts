import type { MeetingWish } from "../../schedule/ports/meetings.ts";

/** What every show's meeting is like. Each of these is still taken by Zoom's API when a meeting is made and changed. */
const MEETING_SETTINGS = {
  host_video: true,
  participant_video: false,
  join_before_host: true,
  jbh_time: 0,
  waiting_room: false,
  mute_upon_entry: true,
  watermark: false,
  use_pmi: false,
  approval_type: 2,
  audio: "both",
  auto_recording: "cloud",
  // Guests have no account to sign in with, whatever the account's own setting is.
  meeting_authentication: false,
} as const;

const SCHEDULED = 2;

/** The part of a meeting that follows the event, with these alternative hosts. */
export function meetingBody(wish: MeetingWish, hosts: readonly string[]): Record<string, unknown> {
  return {
    topic: wish.topic,
    type: SCHEDULED,
    start_time: zoomTime(wish.start),
    duration: Math.min(1440, Math.max(1, Math.ceil((wish.end - wish.start) / 60))),
    timezone: wish.timezone,
    agenda: wish.agenda,
    // All of them are said each time, for who is none any more is taken out by that.
    settings: { ...MEETING_SETTINGS, alternative_hosts: hosts.join(";") },
  };
}

/** `yyyy-MM-ddTHH:mm:ssZ`: the one form that names an instant whatever the account's zone is. */
function zoomTime(second: number): string {
  return new Date(second * 1000).toISOString().replace(".000Z", "Z");
}
