import { z } from "zod";
import type { LiveInputSettings } from "../../settings.ts";
import type { LiveInput, LiveInputs, MarkedInput } from "../../schedule/ports/live-inputs.ts";
import type { MeetingMarker } from "../../schedule/ports/meetings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { creationKey, stationMark } from "./input-marker.ts";
import { StreamRequest } from "./stream-request.ts";

const Uid = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/);
const Input = z
  .object({ uid: Uid, playback: z.object({ hls: z.url({ protocol: /^https?$/ }) }) })
  .transform(({ uid, playback }): LiveInput => ({ id: uid, playback: playback.hls }))
  .refine(({ id, playback }) => playback.includes(`/${id}/`));
const Target = z
  .object({ rtmps: z.object({ url: z.string().regex(/^rtmps?:\/\/./), streamKey: z.string().min(1) }) })
  .transform(({ rtmps: { url, streamKey } }) => ({
    // Whoever sends puts a slash between address and key.
    streamUrl: url.replace(/\/+$/, ""),
    streamKey,
  }));
const Listed = z
  .object({
    uid: Uid,
    created: z.string().optional(),
    meta: z.object({ nonstop: z.string(), entry: z.string() }),
  })
  .transform(({ uid, created, meta }) => ({
    mark: meta.nonstop,
    input: { id: uid, entry: meta.entry, createdMs: Date.parse(created ?? "") || 0 },
  }));
const List = z.object({ liveInputs: z.array(z.unknown()).default([]) });
const Recordings = z.array(z.object({ uid: Uid }));
const Token = z.object({ token: z.string().min(1) }).transform(({ token }) => token);

/** A feed that is interrupted for less goes on as the same recording, under the same addresses. */
const SAME_FEED_SECONDS = 60;
/** The fewest that are let. We delete recordings ourselves: this is for those that we cannot. */
const FORGOTTEN_AFTER_DAYS = 30;

/** The live inputs of Cloudflare Stream over HTTP. */
export function streamLiveInputs(settings: LiveInputSettings): LiveInputs {
  const request = new StreamRequest(settings);
  const { markSecret } = settings;
  const of = (id: string, rest = ""): string => `/live_inputs/${encodeURIComponent(id)}${rest}`;

  async function listMarked(owner: Omit<MeetingMarker, "entry">): Promise<VendorAnswer<MarkedInput[]>> {
    const answer = await request.call({ method: "GET", path: "/live_inputs" }, List);
    if (answer.kind !== "ok") return answer;
    const mark = await stationMark(markSecret, owner);
    // Those of others are of any shape.
    const marked = answer.value.liveInputs.flatMap((value) => {
      const { data: listed } = Listed.safeParse(value);
      return listed?.mark === mark ? [listed.input] : [];
    });
    return { kind: "ok", value: marked.toSorted((a, b) => a.createdMs - b.createdMs) };
  }

  async function deleteRecordings(id: string): Promise<VendorAnswer<unknown>> {
    const recordings = await request.call({ method: "GET", path: of(id, "/videos") }, Recordings);
    if (recordings.kind !== "ok") return recordings;
    for (const { uid } of recordings.value) {
      const answer = await request.call({ method: "DELETE", path: `/${uid}` }, z.unknown());
      if (answer.kind === "retry" || answer.kind === "refused") return answer;
    }
    return recordings;
  }

  return {
    listMarked,
    async findInput({ marker }) {
      const marked = await listMarked(marker);
      if (marked.kind !== "ok") return marked;
      const found = marked.value.find(({ entry }) => entry === marker.entry);
      if (found === undefined) return { kind: "ok", value: undefined };
      return request.call({ method: "GET", path: of(found.id) }, Input);
    },
    async createInput({ marker, made }) {
      const mark = await stationMark(markSecret, marker);
      const body = {
        meta: { name: `Nonstop ${marker.entry}`, nonstop: mark, entry: marker.entry },
        // Without recording there is nothing to play. The recording goes with the input.
        recording: { mode: "automatic", requireSignedURLs: true, timeoutSeconds: SAME_FEED_SECONDS },
        deleteRecordingAfterDays: FORGOTTEN_AFTER_DAYS,
      };
      const headers = { "idempotency-key": await creationKey(markSecret, marker, made) };
      return request.call(
        { method: "POST", path: "/live_inputs", body, headers, isGoneOnConflict: true },
        Input,
      );
    },
    readTarget: (id) => request.call({ method: "GET", path: of(id) }, Target),
    rotateKey: (id) => request.call({ method: "POST", path: of(id, "/rotate_keys") }, z.unknown()),
    makeToken: (id, exp) =>
      request.call({ method: "POST", path: `/${encodeURIComponent(id)}/token`, body: { exp } }, Token),
    async deleteInput(id) {
      const recordings = await deleteRecordings(id);
      if (recordings.kind !== "ok") return recordings;
      return request.call({ method: "DELETE", path: of(id) }, z.unknown());
    },
  };
}
