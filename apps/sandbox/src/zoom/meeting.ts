import { createHash, randomBytes, randomInt } from "node:crypto";
import { z } from "zod";

export const Livestream = z.object({
  stream_url: z.string(),
  stream_key: z.string(),
  page_url: z.string(),
  resolution: z.enum(["720p", "1080p"]).optional(),
});
export type Livestream = z.infer<typeof Livestream>;

/** The lasting part of a meeting. `live-meetings.ts` has who is in it and what it pushes. */
export const Meeting = z.object({
  id: z.string(),
  /** Changes with each instance. */
  uuid: z.string(),
  hostId: z.string(),
  hostEmail: z.string(),
  topic: z.string(),
  agenda: z.string(),
  type: z.int(),
  /** UTC, whole seconds. */
  startTime: z.string(),
  duration: z.int(),
  timezone: z.string(),
  createdAt: z.string(),
  password: z.string(),
  settings: z.record(z.string(), z.unknown()),
  trackingFields: z.array(z.object({ field: z.string(), value: z.string().optional() })).optional(),
  livestream: Livestream.optional(),
});
export type Meeting = z.infer<typeof Meeting>;

/** The settings that Zoom adds when a create body lacks them. This account asks its guests to sign in, as many do. */
export const DEFAULT_SETTINGS: Readonly<Record<string, unknown>> = {
  host_video: false,
  participant_video: false,
  cn_meeting: false,
  in_meeting: false,
  join_before_host: false,
  jbh_time: 0,
  mute_upon_entry: false,
  watermark: false,
  use_pmi: false,
  approval_type: 2,
  audio: "both",
  auto_recording: "none",
  alternative_hosts: "",
  waiting_room: false,
  encryption_type: "enhanced_encryption",
  meeting_authentication: true,
  registrants_email_notification: true,
};

/** Unix ms as Zoom writes times: UTC with whole seconds. */
export const zoomTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

/** A new instance id. As at Zoom it may contain slashes. */
export const newUuid = (): string => randomBytes(16).toString("base64");

/** A number of 10 or 11 digits. */
export const newMeetingId = (): string =>
  randomInt(2) === 0
    ? String(randomInt(1_000_000_000, 9_999_999_999))
    : String(randomInt(80_000_000_000, 89_999_999_999));

export const newPasscode = (): string => String(randomInt(100_000, 999_999));

/** The room mark of a meeting's pictures, 1..200. */
export const markOfMeeting = (id: string): number =>
  1 + (createHash("sha256").update(id).digest().readUInt32BE(0) % 200);

/** The account's phone numbers, as Zoom lists them. */
const DIAL_IN = [
  { city: "", country: "PT", country_name: "Portugal", number: "+351 308 804 188", type: "toll" },
  { city: "New York", country: "US", country_name: "US", number: "+1 646 558 8656", type: "toll" },
  { city: "San Jose", country: "US", country_name: "US", number: "+1 669 900 6833", type: "toll" },
] as const;

/** The passcode that is typed on a phone: digits alone. */
const phonePasscode = (meeting: Meeting): string =>
  String(createHash("sha256").update(meeting.password).digest().readUInt32BE(0) % 1_000_000).padStart(6, "0");

/** The value of `pwd=` in the join link, which is not the passcode itself. */
export const encryptedPassword = (meeting: Meeting): string =>
  createHash("sha256").update(`${meeting.id}:${meeting.password}`).digest("base64url").slice(0, 32);

/** The value of `zak=` in the start link. Anybody who has it enters as the host. */
export const hostToken = (meeting: Meeting): string =>
  createHash("sha256").update(`host:${meeting.id}:${meeting.password}`).digest("base64url").slice(0, 32);

/** A user's id and address from the path, where Zoom accepts either. */
export function hostOf(user: string): { hostId: string; hostEmail: string } {
  if (!user.includes("@")) return { hostId: user, hostEmail: "host@example.com" };
  return { hostId: createHash("sha256").update(user).digest("base64url").slice(0, 22), hostEmail: user };
}

/** The meeting as the API answers it. `origin` is where the join page is. */
export function meetingAnswer(
  meeting: Meeting,
  status: "waiting" | "started",
  origin: string,
): Record<string, unknown> & { start_url: string; join_url: string } {
  const encrypted = encryptedPassword(meeting);
  return {
    uuid: meeting.uuid,
    id: Number(meeting.id),
    host_id: meeting.hostId,
    host_email: meeting.hostEmail,
    assistant_id: "",
    topic: meeting.topic,
    type: meeting.type,
    status,
    start_time: meeting.startTime,
    duration: meeting.duration,
    timezone: meeting.timezone,
    agenda: meeting.agenda,
    created_at: meeting.createdAt,
    start_url: `${origin}/s/${meeting.id}?zak=${hostToken(meeting)}`,
    join_url: joinUrl(meeting, origin),
    password: meeting.password,
    h323_password: meeting.password,
    pstn_password: phonePasscode(meeting),
    encrypted_password: encrypted,
    settings: { ...meeting.settings, global_dial_in_numbers: DIAL_IN },
    ...(meeting.trackingFields === undefined ? {} : { tracking_fields: meeting.trackingFields }),
    creation_source: "open_api",
    pre_schedule: false,
  };
}

export const joinUrl = (meeting: Meeting, origin: string): string =>
  `${origin}/j/${meeting.id}?pwd=${encryptedPassword(meeting)}`;

/** The invitation as people get it by mail, with CRLF line ends. It is not meant to be parsed. */
export function invitationText(meeting: Meeting, origin: string): string {
  const when = new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: meeting.timezone,
  }).format(new Date(meeting.startTime));
  const id = meeting.id.replace(/^(\d{3})(\d{3,4})(\d{4})$/, "$1 $2 $3");
  return [
    `${meeting.hostEmail} is inviting you to a scheduled Zoom meeting.`,
    "",
    `Topic: ${meeting.topic}`,
    `Time: ${when} ${meeting.timezone}`,
    "",
    "Join Zoom Meeting",
    joinUrl(meeting, origin),
    "",
    `Meeting ID: ${id}`,
    `Passcode: ${meeting.password}`,
    "",
    "---",
    "",
    "",
  ].join("\r\n");
}
