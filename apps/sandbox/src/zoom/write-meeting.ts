import { underRules } from "./account-rules.ts";
import type { AccountRules } from "./account-rules.ts";
import type { User } from "./account-users.ts";
import type { CreateMeeting, UpdateMeeting } from "./meeting-body.ts";
import { startTimeMs } from "./meeting-body.ts";
import { DEFAULT_SETTINGS, newMeetingId, newPasscode, newUuid, zoomTime } from "./meeting.ts";
import type { Meeting } from "./meeting.ts";

type Now = { nowMs: number; rules: AccountRules };

/** A new meeting. A missing or past start silently becomes now, as at Zoom, and what the account locks is as it is locked. */
export function createMeeting(host: User, body: CreateMeeting, { nowMs, rules }: Now): Meeting {
  const timezone = body.timezone ?? "UTC";
  const asked = body.start_time === undefined ? nowMs : startTimeMs(body.start_time, timezone);
  return {
    id: newMeetingId(),
    uuid: newUuid(),
    hostId: host.id,
    hostEmail: host.email,
    topic: body.topic ?? "Zoom Meeting",
    agenda: body.agenda ?? "",
    type: body.type ?? 2,
    startTime: zoomTime(Math.max(asked, nowMs)),
    duration: body.duration ?? 60,
    timezone,
    createdAt: zoomTime(nowMs),
    password: body.password ?? (body.default_password === false ? "" : newPasscode()),
    settings: underRules({ ...DEFAULT_SETTINGS, ...body.settings }, rules),
    ...(body.tracking_fields === undefined ? {} : { trackingFields: body.tracking_fields }),
  };
}

/**
 * Changes a meeting in place. A past start is ignored, as at Zoom. Returns the changed fields before and after, under the
 * names of the API.
 */
export function updateMeeting(
  meeting: Meeting,
  body: UpdateMeeting,
  { nowMs, rules }: Now,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const fields = (): Record<string, unknown> => ({
    topic: meeting.topic,
    agenda: meeting.agenda,
    type: meeting.type,
    start_time: meeting.startTime,
    duration: meeting.duration,
    timezone: meeting.timezone,
    password: meeting.password,
    settings: JSON.stringify(meeting.settings),
  });
  const old = fields();
  const oldSettings = meeting.settings;
  meeting.topic = body.topic ?? meeting.topic;
  meeting.agenda = body.agenda ?? meeting.agenda;
  meeting.type = body.type ?? meeting.type;
  meeting.duration = body.duration ?? meeting.duration;
  meeting.timezone = body.timezone ?? meeting.timezone;
  meeting.password = body.password ?? meeting.password;
  meeting.settings = underRules({ ...meeting.settings, ...body.settings }, rules);
  if (body.tracking_fields !== undefined) meeting.trackingFields = body.tracking_fields;
  if (body.start_time !== undefined) {
    const asked = startTimeMs(body.start_time, meeting.timezone);
    if (asked >= nowMs) meeting.startTime = zoomTime(asked);
  }
  const changed = Object.entries(fields()).filter(([name, value]) => old[name] !== value);
  const before = Object.fromEntries(changed.map(([name]) => [name, old[name]]));
  const after = Object.fromEntries(changed);
  if ("settings" in after) {
    before["settings"] = oldSettings;
    after["settings"] = meeting.settings;
  }
  return { before, after };
}
