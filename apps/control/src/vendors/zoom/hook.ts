import { z } from "zod";
import { sha256Hex } from "@nonstop/door/hmac";
import type { Heard, HookReader, ParticipantNews } from "../../schedule/hooks/heard.ts";
import { jsonBodyOf } from "../../schedule/hooks/json-body.ts";
import type { RecordingNews } from "../../schedule/recordings/meeting-recording.ts";
import type { SessionNews } from "../../schedule/steps/session-news.ts";
import { RecordingAnswer, recordingOf } from "./recording-answer.ts";
import { answerUrlValidation, checkZoomSignature } from "./signature.ts";

const SECRET = "ZOOM_WEBHOOK_SECRET";
const Envelope = z.object({ event: z.string(), event_ts: z.number().min(0).optional() });
const Validation = z.object({ payload: z.object({ plainToken: z.string().min(1).max(500) }) });
/** The id is a text in some events and a number in others. */
const Subject = z.object({
  payload: z.object({ object: z.object({ id: z.union([z.string(), z.number()]).transform(String) }) }),
});

const NEWS: Readonly<Record<string, SessionNews["kind"]>> = {
  "meeting.started": "started",
  "meeting.ended": "ended",
  "meeting.deleted": "deleted",
  "meeting.live_streaming_started": "livestream-started",
  "meeting.live_streaming_stopped": "livestream-stopped",
};

const PRESENCE: Readonly<Record<string, ParticipantNews["kind"]>> = {
  "meeting.participant_joined": "joined",
  "meeting.participant_left": "left",
};
const Participant = z.object({
  payload: z.object({
    object: z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      host_id: z.string().optional(),
      participant: z.object({
        user_name: z.string().max(200).default(""),
        participant_user_id: z.string().optional(),
        id: z.string().optional(),
      }),
    }),
  }),
});

const RECORDED: Readonly<Record<string, RecordingNews["what"]>> = {
  "recording.completed": "pictures",
  "recording.transcript_completed": "words",
};
const Recorded = z.object({
  payload: z.object({ object: RecordingAnswer }),
  download_token: z.string().min(1).max(8000).optional().catch(undefined),
});

/** Reads Zoom's webhook. The payload may hold a stream key: nothing of it is logged. */
export function zoomHook(o: { secret: string }): HookReader {
  return {
    from: "zoom",
    vendor: "Zoom",
    secretSetting: SECRET,
    async read({ headers, body }, nowMs) {
      const { secret } = o;
      if (secret === "") return { kind: "unset", setting: SECRET };
      const signature = await checkZoomSignature({ headers, body }, { secret, nowMs });
      if (signature.kind !== "genuine") return signature;
      const json = jsonBodyOf(body);
      if (json.kind === "malformed") return json;
      const envelope = Envelope.safeParse(json.value);
      if (!envelope.success) return missing("event");
      // News are put in order by when they happened, however late they are told.
      const { event, event_ts: atMs = signature.signedMs } = envelope.data;
      if (event === "endpoint.url_validation") {
        const validation = Validation.safeParse(json.value);
        if (!validation.success) return missing("payload.plainToken");
        const answer = await answerUrlValidation(secret, validation.data.payload.plainToken);
        return { kind: "handshake", answer };
      }
      const presence = Object.hasOwn(PRESENCE, event) ? PRESENCE[event] : undefined;
      if (presence !== undefined)
        return readParticipant(presence, json.value, `zoom:${await sha256Hex(body)}`);
      if (Object.hasOwn(RECORDED, event)) return readRecording(RECORDED[event], json.value, body);
      const kind = Object.hasOwn(NEWS, event) ? NEWS[event] : undefined;
      if (kind === undefined) return { kind: "nothing", why: "The event changes nothing." };
      const subject = Subject.safeParse(json.value);
      if (!subject.success) return missing("payload.object.id");
      const news: SessionNews = { kind, meeting: subject.data.payload.object.id, atMs };
      const mark = `zoom:${await sha256Hex(body)}`;
      // Zoom understands a 200 or a 204, and sends again after any other answer.
      return { kind: "told", told: { about: "session", news }, mark, status: 200 };
    },
  };
}

// The host is the station's own user: nobody waits for it.
function readParticipant(kind: ParticipantNews["kind"], json: unknown, mark: string): Heard {
  const read = Participant.safeParse(json);
  if (!read.success) return missing("payload.object.participant");
  const { id: meeting, host_id: host, participant } = read.data.payload.object;
  const user = participant.participant_user_id || participant.id;
  if (host !== undefined && user === host) return { kind: "nothing", why: "It is the host." };
  const news = { kind, meeting, name: participant.user_name || "Somebody" };
  return { kind: "told", told: { about: "participant", news }, mark, status: 200 };
}

/** Reads what is told of a recording. The token that opens it stands beside the payload. */
async function readRecording(
  what: RecordingNews["what"] = "pictures",
  value: unknown,
  body: Uint8Array<ArrayBuffer>,
): Promise<Heard> {
  const told = Recorded.safeParse(value);
  if (!told.success) return missing(told.error.issues[0]?.path.map(String).join(".") ?? "payload.object");
  const { payload, download_token: token } = told.data;
  if (payload.object.uuid === "") return { kind: "nothing", why: "It does not say of which meeting it is." };
  const news = { what, recording: recordingOf(payload.object, token) };
  const mark = `zoom:${await sha256Hex(body)}`;
  return { kind: "told", told: { about: "recording", news }, mark, status: 200 };
}

function missing(field: string): { kind: "malformed"; field: string; message: string } {
  return { kind: "malformed", field, message: `${field}: missing` };
}
