import { createHmac, randomUUID } from "node:crypto";
import { z } from "zod";
import { log } from "../process/log.ts";
import type { Kept, World } from "../server/world.ts";
import { zoomTime, type Meeting } from "./meeting.ts";
import type { zoomEvents } from "./zoom-events.ts";
import type { ZoomWebhooks } from "./zoom-webhooks.ts";

const DAY_MS = 86_400_000;
const MAX_KEPT = 200;
const FILM_SECONDS = "3";
/** Nobody speaks in a film of three seconds, whatever the meeting was. */
const VIEWS = ["active_speaker", "gallery_view"] as const;

const RecordingFile = z.object({ id: z.string(), view: z.enum(VIEWS), size: z.int() });
export const Recording = z.object({
  meetingId: z.string(),
  uuid: z.string(),
  hostId: z.string(),
  hostEmail: z.string(),
  topic: z.string(),
  type: z.int(),
  timezone: z.string(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  passcode: z.string(),
  files: z.array(RecordingFile),
});
export type Recording = z.infer<typeof Recording>;

type Needs = {
  kept: Kept<Recording[]>;
  world: Pick<World, "films" | "nowMs">;
  webhooks: ZoomWebhooks;
  events: ReturnType<typeof zoomEvents>;
  /** Signs download tokens. */
  secret: string;
  origin: string;
};

/** What meetings left in Zoom's cloud: two short films each, of a speaker and of all. */
export class Recordings {
  readonly #o: Needs;

  constructor(o: Needs) {
    this.#o = o;
  }

  /** Records a meeting that is over, if it was to be recorded to the cloud, and tells of it when the films are there. */
  async add(meeting: Meeting, startedAtMs: number, endedAtMs: number): Promise<void> {
    if (meeting.settings["auto_recording"] !== "cloud") return;
    const { uuid, id: meetingId, hostId, hostEmail, topic, type, timezone, password } = meeting;
    const about = { meetingId, uuid, hostId, hostEmail, topic, type, timezone, passcode: password };
    try {
      const size = (await (await this.#film()).arrayBuffer()).byteLength;
      const files = VIEWS.map((view) => ({ id: randomUUID(), view, size }));
      const recording = { ...about, startedAtMs, endedAtMs, files };
      this.#o.kept.value.push(recording);
      if (this.#o.kept.value.length > MAX_KEPT) this.#o.kept.value.shift();
      this.#o.kept.changed();
      const told = this.answer(recording);
      this.#o.webhooks.send(
        this.#o.events.recorded(recording, told, this.token(recording)),
        this.#o.world.nowMs(),
      );
    } catch (error) {
      log("recording-failed", { meeting: meetingId, problem: String(error) });
    }
  }

  /** The latest recording of a meeting by its number, or the one of an instance by its uuid. */
  find(id: string): Recording | undefined {
    return this.#o.kept.value.findLast((each) => each.meetingId === id || each.uuid === id);
  }

  /** The recording that a file is of. */
  ofFile(id: string): Recording | undefined {
    return this.#o.kept.value.find((each) => each.files.some((file) => file.id === id));
  }

  /** The film in a file. */
  film(): Promise<Response> {
    return this.#film();
  }

  /** The token of a recording's downloads. It is good for a day. */
  token({ uuid }: Recording): string {
    const expiry = String(this.#o.world.nowMs() + DAY_MS);
    return `${expiry}.${this.#sign(`download:${uuid}:${expiry}`)}`;
  }

  /** Whether a token opens the downloads of a recording. */
  opens(token: string, { uuid }: Recording): boolean {
    const [expiry = "", signature] = token.split(".");
    return signature === this.#sign(`download:${uuid}:${expiry}`) && Number(expiry) > this.#o.world.nowMs();
  }

  /** As the API and the webhook tell of it. The API's `type` is a text, the webhook's a number. */
  answer(
    recording: Recording,
  ): { total_size: number; recording_count: number; recording_files: object[] } & Record<string, unknown> {
    const { meetingId, uuid, hostId, topic, startedAtMs, endedAtMs, files } = recording;
    const { origin } = this.#o;
    return {
      uuid,
      id: Number(meetingId),
      host_id: hostId,
      topic,
      start_time: zoomTime(startedAtMs),
      duration: Math.max(1, Math.round((endedAtMs - startedAtMs) / 60_000)),
      total_size: files.reduce((sum, { size }) => sum + size, 0),
      recording_count: files.length,
      share_url: `${origin}/rec/share/${encodeURIComponent(uuid)}`,
      recording_play_passcode: recording.passcode,
      recording_files: files.map(({ id, view, size }) => ({
        id,
        meeting_id: uuid,
        recording_start: zoomTime(startedAtMs),
        recording_end: zoomTime(endedAtMs),
        file_type: "MP4",
        file_extension: "MP4",
        file_size: size,
        play_url: `${origin}/rec/play/${id}`,
        download_url: `${origin}/rec/download/${id}`,
        status: "completed",
        recording_type: view,
      })),
    };
  }

  #film(): Promise<Response> {
    return Promise.resolve().then(() =>
      this.#o.world.films.film("zoom-recording", { seconds: FILM_SECONDS }),
    );
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#o.secret).update(text).digest("base64url");
  }
}
