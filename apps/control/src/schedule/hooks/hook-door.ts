import type { Context } from "hono";
import { clock } from "@nonstop/door/clock";
import { bodyWithin } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";
import type { Env } from "../../env.ts";
import { log } from "@nonstop/door/log";
import { scheduleOf } from "../schedule-of.ts";
import type { Heard, HookReader } from "./heard.ts";
import { WrongSignatures } from "./wrong-signatures.ts";

/** What the largest webhook may be, by its vendor's own limit. */
export const MAX_HOOK_BYTES = 1_000_000;

/** Answers a webhook: its vendor's reader checks and reads it, the schedule records it. All else comes after the answer. */
export async function answerHook(c: Context<{ Bindings: Env }>, reader: HookReader): Promise<Response> {
  const body = await bodyWithin(c.req.raw, MAX_HOOK_BYTES);
  if (body === undefined)
    return refusal(413, "too-large", `The body is above ${MAX_HOOK_BYTES} bytes.`, { field: "body" });
  const { pathname, search } = new URL(c.req.url);
  const { headers, method } = c.req.raw;
  const hook = { method, path: pathname + search, headers, body: new Uint8Array(body) };
  const heard = await reader.read(hook, clock.nowMs());
  if (heard.kind === "forged") await tellOfWrong(c.env, reader);
  else if (heard.kind === "nothing" || heard.kind === "handshake") await tellOfRight(c.env, reader);
  if (heard.kind === "nothing") return answer({ status: "ignored", why: heard.why }, 200);
  if (heard.kind === "handshake") return answer(heard.answer, 200);
  if (heard.kind !== "told") return refused(reader.from, heard);
  const { told, mark, status } = heard;
  wrongSignatures.right(reader.from);
  const recorded = await scheduleOf(c.env).record({ from: reader.from, told, mark });
  // None of the others is worth a retry.
  return answer(recorded, recorded.status === "accepted" ? status : 200);
}

const wrongSignatures = new WrongSignatures();

/** Tells the schedule of wrong signatures, now and then. The log has a line for each time. */
async function tellOfWrong(env: Env, { from, vendor, secretSetting }: HookReader): Promise<void> {
  const count = wrongSignatures.wrong(from, clock.nowMs());
  if (count === undefined) return;
  log("webhook", { from, status: "forged", count });
  await scheduleOf(env)
    .hookWrong({ from, vendor, secretSetting }, count)
    .catch(() => log("schedule-down", { from }));
}

async function tellOfRight(env: Env, { from }: HookReader): Promise<void> {
  wrongSignatures.right(from);
  await scheduleOf(env)
    .hookRight(from)
    .catch(() => log("schedule-down", { from }));
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

type Refused = Exclude<Heard, { kind: "told" | "handshake" | "nothing" }>;

function refused(from: string, heard: Refused): Response {
  switch (heard.kind) {
    case "unset":
      // A 503, so that the vendor tries again.
      return refusal(503, "not-set-up", "This webhook is not set up.", { cure: `Set ${heard.setting}.` });
    case "malformed": {
      const cure = "Send the payload as the vendor documents it.";
      return refusal(400, "malformed", heard.message, { field: heard.field, cure });
    }
    case "stale": {
      log("webhook", { from, status: heard.kind });
      const cure = "Send it again with a new signature, and check both clocks.";
      return refusal(401, "stale-signature", heard.message, { cure });
    }
    case "forged":
    default: {
      const cure = `Check that both sides hold the same ${from} webhook secret.`;
      return refusal(401, "bad-signature", heard.message, { cure });
    }
  }
}
