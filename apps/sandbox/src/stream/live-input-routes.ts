import { present } from "@nonstop/contract/present";
import { Hono } from "hono";
import { z } from "zod";
import { failed, ok, sent } from "./envelope.ts";
import type { StreamAccount } from "./stream-account.ts";
import { inputAnswer, listedInput, type LiveInput, Meta, uid, videoAnswer } from "./stream-state.ts";

const Recording = z.looseObject({
  mode: z.enum(["off", "automatic"]).default("off"),
  timeoutSeconds: z.number().min(0).default(0),
  requireSignedURLs: z.boolean().default(false),
});
const Fields = z.object({
  meta: Meta,
  recording: Recording,
  enabled: z.boolean(),
  preferLowLatency: z.boolean(),
  deleteRecordingAfterDays: z.number().min(30).max(1096).nullable(),
});
const DEFAULTS = {
  meta: {},
  recording: { mode: "off", timeoutSeconds: 0, requireSignedURLs: false },
  enabled: true,
  preferLowLatency: false,
  deleteRecordingAfterDays: null,
} as const;
/** So long the same `Idempotency-Key` makes no second input. */
const SAME_KEY_MS = 6 * 3600_000;

const streamKey = (): string => `${uid()}k${uid()}`;
const absent = (): Response => failed(404, 10003, "Not Found");

/** The routes of live inputs. */
export function liveInputRoutes(account: StreamAccount): Hono {
  const api = new Hono();
  const { broadcasts, state, origin, rtmpsUrl } = account;
  const { liveInputs, videos } = state.value;
  const answerOf = (input: LiveInput): Response =>
    ok(inputAnswer(input, { origin, rtmpsUrl, status: broadcasts.status(input.uid) }));
  const written = (input: LiveInput): Response => {
    liveInputs[input.uid] = input;
    state.changed();
    return answerOf(input);
  };
  api.post("/", async (c) => {
    const key = c.req.header("idempotency-key");
    const known = key === undefined ? undefined : state.value.idempotency[key];
    if (known !== undefined && account.nowMs() - known.madeMs < SAME_KEY_MS) {
      const made = liveInputs[known.uid];
      return made === undefined
        ? failed(409, 10064, "Conflict: the input of this key was deleted")
        : answerOf(made);
    }
    const body = await sent(c, Fields.partial());
    if (body instanceof Response) return body;
    const created = new Date(account.nowMs()).toISOString();
    const input = {
      uid: uid(),
      streamKey: streamKey(),
      created,
      modified: created,
      ...DEFAULTS,
      ...present(body),
    };
    if (key !== undefined) state.value.idempotency[key] = { uid: input.uid, madeMs: account.nowMs() };
    return written(input);
  });
  api.get("/", () => {
    const listed = Object.values(liveInputs).map(listedInput);
    return ok({ liveInputs: listed, range: listed.length, total: listed.length });
  });
  api.get("/:id", (c) => {
    const input = liveInputs[c.req.param("id")];
    return input === undefined ? absent() : answerOf(input);
  });
  api.put("/:id", async (c) => {
    const input = liveInputs[c.req.param("id")];
    if (input === undefined) return absent();
    const body = await sent(c, Fields.partial());
    if (body instanceof Response) return body;
    if (body.enabled === false) broadcasts.end(input.uid);
    return written({ ...input, ...present(body), modified: new Date(account.nowMs()).toISOString() });
  });
  api.post("/:id/rotate_keys", (c) => {
    const input = liveInputs[c.req.param("id")];
    if (input === undefined) return absent();
    broadcasts.end(input.uid);
    const now = new Date(account.nowMs()).toISOString();
    return written({ ...input, streamKey: streamKey(), keysRotatedAt: now, modified: now });
  });
  api.get("/:id/videos", (c) => {
    const { uid: of } = liveInputs[c.req.param("id")] ?? {};
    if (of === undefined) return absent();
    const found = Object.values(videos).filter(({ liveInput }) => liveInput === of);
    return ok(found.map((video) => videoAnswer(video, origin)));
  });
  api.delete("/:id", (c) => {
    const id = c.req.param("id");
    if (liveInputs[id] === undefined) return absent();
    broadcasts.end(id);
    delete liveInputs[id];
    state.changed();
    return c.body(null, 204);
  });
  return api;
}
