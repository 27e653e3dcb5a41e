import { Hono } from "hono";
import { z } from "zod";
import { failed, ok, sent } from "./envelope.ts";
import type { StreamAccount } from "./stream-account.ts";
import { inputAnswer, type LiveInput, Meta, uid } from "./stream-state.ts";

const Fields = z.object({
  meta: Meta.default({}),
  recording: Meta.default({ mode: "off" }),
  enabled: z.boolean().default(true),
  preferLowLatency: z.boolean().default(false),
  deleteRecordingAfterDays: z.number().min(30).max(1096).nullable().default(null),
});

/** The routes of live inputs. No media passes through them. */
export function liveInputRoutes(account: StreamAccount): Hono {
  const api = new Hono();
  const { origin } = account;
  const { liveInputs } = account.state.value;
  const written = (input: LiveInput): Response => {
    liveInputs[input.uid] = input;
    account.state.changed();
    return ok(inputAnswer(input, origin));
  };
  const absent = (): Response => failed(404, 10003, "Not Found");
  api.post("/", async (c) => {
    const body = await sent(c, Fields);
    if (body instanceof Response) return body;
    const created = new Date(account.nowMs()).toISOString();
    return written({ uid: uid(), streamKey: `${uid()}k${uid()}`, created, modified: created, ...body });
  });
  api.get("/", () =>
    ok({ liveInputs: Object.values(liveInputs).map((input) => inputAnswer(input, origin)) }),
  );
  api.get("/:id", (c) => {
    const input = liveInputs[c.req.param("id")];
    return input === undefined ? absent() : ok(inputAnswer(input, origin));
  });
  api.put("/:id", async (c) => {
    const input = liveInputs[c.req.param("id")];
    if (input === undefined) return absent();
    const body = await sent(c, Fields);
    if (body instanceof Response) return body;
    return written({ ...input, ...body, modified: new Date(account.nowMs()).toISOString() });
  });
  api.delete("/:id", (c) => {
    delete liveInputs[c.req.param("id")];
    account.state.changed();
    return c.body(null, 204);
  });
  return api;
}
