import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Instruments } from "../../instruments/instruments.ts";
import type { ZoomAccess } from "../../patient.ts";
import { jsonOf, type StationDoors } from "../doors/station-doors.ts";
import { judgeHookAnswer } from "../hook-answer.ts";
import { heardAt, type HeardAt, isHeardAfter } from "../hooks-heard.ts";
import type { InTurn } from "../in-turn.ts";

const unheard = (): Finding =>
  bad(
    "A signed event was answered, and the schedule has not heard it.",
    "Look at the log of control's Worker.",
  );

const Challenged = z.object({ plainToken: z.string(), encryptedToken: z.string() });

const hmac = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text, "utf8").digest("hex");

/** A webhook as Zoom sends it. */
function signedEvent(
  secret: string,
  event: string,
  o: { payload: object; nowMs: number },
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ event, event_ts: o.nowMs, payload: o.payload });
  const timestamp = String(secondOf(o.nowMs));
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Zoom Marketplace/1.0a",
      "x-zm-request-timestamp": timestamp,
      "x-zm-signature": `v0=${hmac(secret, `v0:${timestamp}:${body}`)}`,
    },
  };
}

type Needs = { doors: StationDoors; hooksInTurn: InTurn } & Pick<Instruments, "sleep" | "nowMs">;

/** Whether the station answers Zoom's challenge, and takes a signed event. */
export function zoomHookCheck({ webhookSecret }: ZoomAccess, o: Needs): Check {
  return {
    group: "zoom",
    name: "signed event",
    limitMs: 40_000,
    run: () =>
      o.hooksInTurn(async () => {
        const before = await heardAt(o.doors, "zoom");
        const challenge = await answerChallenge();
        return challenge.kind === "bad" ? [challenge] : [challenge, ...(await sendEvent(before))];
      }),
  };

  /** Sends an event that the station has no use for. */
  async function sendEvent(before: HeardAt): Promise<Finding[]> {
    const payload = { object: { id: "1" } };
    const event = signedEvent(webhookSecret, "meeting.sharing_started", { payload, nowMs: o.nowMs() });
    const asking = await o.doors.ask(routes.zoomHook, { method: "POST", ...event });
    const problem = judgeHookAnswer("Zoom", "ZOOM_WEBHOOK_SECRET", asking);
    if (problem !== undefined) return [problem];
    if (before.kind === "finding") return [good("A signed event is taken."), before.finding];
    const isHeard = await isHeardAfter(o, "zoom", { sinceMs: before.ms, withinMs: 3000 });
    return [isHeard ? good("A signed event is taken, and the schedule has heard it.") : unheard()];
  }

  async function answerChallenge(): Promise<Finding> {
    const plainToken = randomBytes(16).toString("base64url");
    const event = signedEvent(webhookSecret, "endpoint.url_validation", {
      payload: { plainToken },
      nowMs: o.nowMs(),
    });
    const asking = await o.doors.ask(routes.zoomHook, { method: "POST", ...event });
    const problem = judgeHookAnswer("Zoom", "ZOOM_WEBHOOK_SECRET", asking);
    if (problem !== undefined) return problem;
    const answer = Challenged.safeParse(asking.kind === "answer" ? jsonOf(asking.text) : undefined);
    const isRight =
      answer.success &&
      answer.data.plainToken === plainToken &&
      answer.data.encryptedToken === hmac(webhookSecret, plainToken);
    return isRight
      ? good("The station answers the challenge with which Zoom tests the address.")
      : bad(
          "The station answers Zoom's challenge wrongly.",
          "Give the Worker the app's Secret Token as ZOOM_WEBHOOK_SECRET: run setup again, and deploy.",
        );
  }
}
