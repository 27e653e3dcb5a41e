import { z } from "zod";
import { isTimezone, wallTimeMs } from "../pages/wall-time.ts";
import { zoomError } from "./zoom-error.ts";

const zone = z.string().refine(isTimezone, { message: "Invalid time zone." });

const settings = z.looseObject({
  host_video: z.boolean().optional(),
  participant_video: z.boolean().optional(),
  join_before_host: z.boolean().optional(),
  jbh_time: z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(15)]).optional(),
  mute_upon_entry: z.boolean().optional(),
  watermark: z.boolean().optional(),
  use_pmi: z.boolean().optional(),
  approval_type: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  audio: z.enum(["both", "telephony", "voip", "thirdParty"]).optional(),
  auto_recording: z.enum(["local", "cloud", "none"]).optional(),
  encryption_type: z.enum(["enhanced_encryption", "e2ee"]).optional(),
  waiting_room: z.boolean().optional(),
  /** Mail addresses or ids with semicolons between them. */
  alternative_hosts: z.string().optional(),
});

const common = {
  topic: z.string().max(200).optional(),
  agenda: z.string().max(2000).optional(),
  type: z.union([1, 2, 3, 8, 10].map((type) => z.literal(type))).optional(),
  start_time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/, "Invalid start_time.")
    .optional(),
  duration: z.int().min(1).max(1440).optional(),
  timezone: zone.optional(),
  password: z.string().max(10).optional(),
  tracking_fields: z.array(z.object({ field: z.string(), value: z.string().optional() })).optional(),
  settings: settings.optional(),
};

/** `POST /users/{user}/meetings`. Unknown fields are ignored, as Zoom does. */
export const CreateMeeting = z.object({ ...common, default_password: z.boolean().optional() });
export type CreateMeeting = z.infer<typeof CreateMeeting>;
/** `PATCH /meetings/{id}`. */
export const UpdateMeeting = z.object(common);
export type UpdateMeeting = z.infer<typeof UpdateMeeting>;

export const UpdateLivestream = z.object({
  stream_url: z.string().min(1).max(1024),
  stream_key: z.string().min(1).max(512),
  page_url: z.url().max(1024),
  resolution: z.enum(["720p", "1080p"]).optional(),
});

/** What a livestream looks like. The defaults are Zoom's; of the speaker's name it documents none. */
const LivestreamSettings = z.object({
  active_speaker_name: z.boolean().default(true),
  display_name: z.string().min(1).max(50).optional(),
  layout: z.enum(["follow_host", "gallery_view", "speaker_view"]).default("follow_host"),
  close_caption: z.enum(["burnt-in", "embedded", "off"]).default("burnt-in"),
});
export type LivestreamSettings = z.infer<typeof LivestreamSettings>;

export const LivestreamStatus = z.object({
  action: z.enum(["start", "stop", "mode"]),
  settings: LivestreamSettings.prefault({}),
});

export const MeetingStatus = z.object({ action: z.enum(["end", "recover"]) });

/** Parses a request's JSON, or returns Zoom's refusal of it. */
export async function readBody<T>(
  request: { text: () => Promise<string> },
  schema: z.ZodType<T>,
): Promise<{ kind: "body"; body: T } | { kind: "refused"; answer: Response }> {
  let json: unknown;
  try {
    json = JSON.parse((await request.text()) || "{}");
  } catch {
    return { kind: "refused", answer: zoomError(400, 300, "Request Body should be a valid JSON object.") };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: "body", body: parsed.data };
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.map(String).join(".") || "body",
    message: issue.message,
  }));
  return { kind: "refused", answer: zoomError(400, 300, "Validation Failed.", errors) };
}

/** UTC ms of a start time that is UTC (`...Z`) or a wall time of `timezone`. */
export function startTimeMs(startTime: string, timezone: string): number {
  if (startTime.endsWith("Z")) return Date.parse(startTime);
  return wallTimeMs(startTime, timezone);
}
