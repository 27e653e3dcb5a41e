import { asText } from "../server/unknown-value.ts";
import type { Livestream, Meeting } from "./meeting.ts";
import { joinUrl, zoomTime } from "./meeting.ts";
import type { Recording } from "./recordings.ts";

/** Somebody in a meeting. `userId` is Zoom's number for one visit. */
export type Participant = {
  userId: string;
  uuid: string;
  name: string;
  joinedAtMs: number;
  /** Whether they hold the meeting: its host, an alternative host, or who claimed it with the host key. */
  isHost: boolean;
};

/** `downloadToken` stands beside the payload. */
export type ZoomEvent = { event: string; payload: object; downloadToken?: string };

const host = (m: Meeting) => ({ uuid: m.uuid, host_id: m.hostId, topic: m.topic, type: m.type });
const times = (m: Meeting) => ({ start_time: m.startTime, timezone: m.timezone, duration: m.duration });

/** Webhook payloads by event. Zoom sends `id` as a string in some and as a number in others; so do we. */
export function zoomEvents(accountId: string, origin: string) {
  const envelope = (event: string, object: object, more: object = {}): ZoomEvent => ({
    event,
    payload: { account_id: accountId, ...more, object },
  });
  const operator = (m: Meeting) => ({ operator: m.hostEmail, operator_id: m.hostId });
  return {
    created: (m: Meeting) =>
      envelope(
        "meeting.created",
        {
          id: Number(m.id),
          ...host(m),
          ...times(m),
          join_url: joinUrl(m, origin),
          password: m.password,
          creation_source: "open_api",
          settings: {
            use_pmi: m.settings["use_pmi"] === true,
            alternative_hosts: asText(m.settings["alternative_hosts"]),
          },
        },
        operator(m),
      ),
    /** Contains only the id and the changed fields. */
    updated: (m: Meeting, before: object, after: object, nowMs: number) =>
      envelope(
        "meeting.updated",
        { id: Number(m.id), ...after },
        { ...operator(m), old_object: { id: Number(m.id), ...before }, time_stamp: nowMs },
      ),
    deleted: (m: Meeting) =>
      envelope("meeting.deleted", { id: Number(m.id), ...host(m), ...times(m) }, operator(m)),
    started: (m: Meeting, startedAtMs: number) =>
      envelope("meeting.started", {
        id: m.id,
        ...host(m),
        host_email: m.hostEmail,
        ...times(m),
        start_time: zoomTime(startedAtMs),
      }),
    ended: (m: Meeting, startedAtMs: number, endedAtMs: number) =>
      envelope("meeting.ended", {
        id: m.id,
        ...host(m),
        host_email: m.hostEmail,
        ...times(m),
        start_time: zoomTime(startedAtMs),
        end_time: zoomTime(endedAtMs),
      }),
    joined: (m: Meeting, p: Participant) =>
      envelope("meeting.participant_joined", {
        id: m.id,
        ...host(m),
        ...times(m),
        participant: {
          user_id: p.userId,
          user_name: p.name,
          participant_uuid: p.uuid,
          join_time: zoomTime(p.joinedAtMs),
          email: "",
        },
      }),
    left: (m: Meeting, p: Participant, nowMs: number) =>
      envelope("meeting.participant_left", {
        id: m.id,
        ...host(m),
        ...times(m),
        participant: {
          user_id: p.userId,
          user_name: p.name,
          participant_uuid: p.uuid,
          leave_time: zoomTime(nowMs),
          leave_reason: `${p.name} left the meeting.`,
          email: "",
        },
      }),
    /** `told`: the recording as the API tells of it. */
    recorded: (r: Recording, told: object, downloadToken: string): ZoomEvent => ({
      ...envelope("recording.completed", {
        ...told,
        account_id: accountId,
        type: r.type,
        timezone: r.timezone,
        host_email: r.hostEmail,
        password: r.passcode,
      }),
      downloadToken,
    }),
    waitingForHost: (m: Meeting, name: string) =>
      envelope("meeting.participant_jbh_waiting", {
        id: m.id,
        ...host(m),
        ...times(m),
        participant: { user_name: name },
      }),
    livestream: (kind: "started" | "stopped", m: Meeting, target: Livestream, nowMs: number) =>
      envelope(
        `meeting.live_streaming_${kind}`,
        {
          id: Number(m.id),
          ...host(m),
          ...times(m),
          live_streaming: {
            service: "Custom_Live_Streaming_Service",
            custom_live_streaming_settings: {
              stream_url: target.stream_url,
              stream_key: target.stream_key,
              page_url: target.page_url,
              ...(target.resolution === undefined ? {} : { resolution: target.resolution }),
            },
            date_time: zoomTime(nowMs),
          },
        },
        operator(m),
      ),
  };
}
