import { z } from "zod";
import { backOffMs } from "./back-off.ts";

/** The tries of one step that failed so far. They count for what was asked: when something else is asked, it begins anew. */
export const Try = z.object({
  /** The step as it was asked, as one text. */
  asked: z.string(),
  /** How often it failed, 1 or more. */
  attempt: z.int(),
  /** Why it failed last, for people; without a secret. */
  message: z.string(),
  /** When it is tried again (epoch ms). Absent when only people can cure it: a new revision and each hour try it anew. */
  dueMs: z.number().optional(),
});
export type Try = z.infer<typeof Try>;

/** Tries by the kind of step, and by its former meeting or its guest if it has one: a step that fails keeps no other from being tried. */
export const Tries = z.record(z.string(), Try);
export type Tries = z.infer<typeof Tries>;

/** A step by which its tries are known: all of it is what it asks. */
type Asking = { kind: string; former?: string; person?: string; privateKey?: string };

/** Under what the tries of a step are kept. */
export function keyOfTries({ kind, former, person = former }: Asking): string {
  return person === undefined ? kind : `${kind}:${person}`;
}

/** What failed of just this step before; undefined when it was not tried, or worked. */
export function triesOf(tries: Tries | undefined, step: Asking): Try | undefined {
  const tried = tries?.[keyOfTries(step)];
  return tried?.asked === JSON.stringify(step) ? tried : undefined;
}

/** The tries after `step` failed once more. `fault`: only people can cure it. Waits at most `maxMs` before the next one. */
export function withFailure(
  tries: Tries | undefined,
  step: Asking,
  o: { kind: "retry" | "fault"; message: string; askedMs?: number; maxMs?: number; nowMs: number },
): Tries {
  const attempt = (triesOf(tries, step)?.attempt ?? 0) + 1;
  const waitMs = Math.min(backOffMs(attempt, o.askedMs), o.maxMs ?? Infinity);
  const due = o.kind === "fault" ? {} : { dueMs: o.nowMs + waitMs };
  return {
    ...tries,
    [keyOfTries(step)]: { asked: JSON.stringify(step), attempt, message: o.message, ...due },
  };
}

/** The tries without those of these keys; undefined when none are left. */
export function withoutTries(tries: Tries | undefined, keys: readonly string[]): Tries | undefined {
  return onlyTries(tries, (_try, key) => !keys.includes(key));
}

/** The tries without those that only people can cure; undefined when none are left. */
export function withoutFaults(tries: Tries | undefined): Tries | undefined {
  return onlyTries(tries, ({ dueMs }) => dueMs !== undefined);
}

function onlyTries(
  tries: Tries | undefined,
  isKept: (tried: Try, key: string) => boolean,
): Tries | undefined {
  const kept = Object.entries(tries ?? {}).filter(([key, tried]) => isKept(tried, key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
