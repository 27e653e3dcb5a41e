import { log } from "@nonstop/door/log";
import type { Chore } from "../chores/chore-list.ts";
import type { Subscriber, Subscribers } from "../ports/subscribers.ts";
import { backOffMs } from "../steps/back-off.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import type { AnnouncementStore, Waiting } from "./announcement-store.ts";

/** Older news is no news: it is not sent any more. */
const MAX_AGE_MS = 24 * 3600_000;
/** How often an announcement is sent that the subscriber refuses; those behind it wait for it. */
const MAX_REFUSED = 5;
/** From so many failures in a row the control room is told. */
const FAILURES_TO_WARN = 3;
/** Sent in one round, so that the alarm is not held up. */
const MAX_IN_A_ROUND = 20;

type Parts = {
  store: AnnouncementStore;
  port: Subscribers;
  warnings: Pick<WarningStore, "set">;
};

/** Sends a subscriber what waits for them: in order, one at a time, at least once, and again with longer pauses until it is taken. */
export function deliveries(subscriber: Subscriber, o: Parts): Chore {
  const { store, port, warnings } = o;
  const { name } = subscriber;
  const failed = (waiting: Waiting, problem: string, nowMs: number, askedMs?: number): void => {
    const line = store.line(name);
    const failures = line.failures + 1;
    store.tried(name, waiting.id);
    store.writeLine(name, { ...line, failures, problem, restsUntilMs: nowMs + backOffMs(failures, askedMs) });
    if (failures < FAILURES_TO_WARN) return;
    warnings.set(`subscriber:${name}`, {
      code: "subscriber-unreached",
      message: `The subscriber ${name} does not take what the station announces. ${problem}`,
      cure: "Look at their address in SUBSCRIBERS, or take them out. What waits is sent for a day.",
    });
  };
  const one = async (waiting: Waiting, nowMs: number): Promise<"went" | "rests"> => {
    if (nowMs - waiting.atMs > MAX_AGE_MS) {
      store.remove(name, waiting.id);
      return "went";
    }
    const answer = await port.send(subscriber, waiting, nowMs);
    if (answer.kind === "ok") {
      store.remove(name, waiting.id);
      store.writeLine(name, { deliveredMs: nowMs, failures: 0, restsUntilMs: 0 });
      warnings.set(`subscriber:${name}`, undefined);
      return "went";
    }
    const problem = answer.kind === "gone" ? "It answers 410: it wants nothing any more." : answer.message;
    const isGivenUp =
      answer.kind === "gone" || (answer.kind === "refused" && waiting.tries + 1 >= MAX_REFUSED);
    failed(waiting, problem, nowMs, answer.kind === "retry" ? answer.askedMs : undefined);
    if (isGivenUp) store.remove(name, waiting.id);
    return "rests";
  };
  return {
    name: `announce-to-${name}`,
    dueMs: () => (store.first(name) === undefined ? undefined : store.line(name).restsUntilMs),
    async run(nowMs) {
      let sent = 0;
      for (let n = 0; n < MAX_IN_A_ROUND; n += 1) {
        const waiting = store.first(name);
        if (waiting === undefined || (await one(waiting, nowMs)) === "rests") break;
        sent += 1;
      }
      if (sent > 0) log("announced", { subscriber: name, sent });
    },
  };
}
