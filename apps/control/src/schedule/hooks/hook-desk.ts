import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import { log } from "@nonstop/door/log";
import type { Told } from "./heard.ts";
import type { HookAnswer } from "./hook-answer.ts";
import type { LastHeard } from "./last-heard.ts";
import type { SignatureWatch, SignedHook } from "./signature-watch.ts";
import type { ToldChanges } from "./told-changes.ts";
import { whatOf } from "./what-of-told.ts";

/** A genuine webhook. `from` is the vendor's name in logs; `mark` is the same for every delivery of it. */
export type ToldHook = { from: string; told: Told; mark: string | undefined };

type Parts = { told: ToldChanges; signatures: SignatureWatch; lastHeard: LastHeard };

/** Where webhooks come in: what they tell is recorded, and how they are signed is watched. */
export class HookDesk {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Records what a genuine webhook tells, and answers it. `asksForMore`: something may have become due by it. */
  record({ from, told, mark }: ToldHook, nowMs: number): { answer: HookAnswer; asksForMore: boolean } {
    this.right(from, nowMs);
    const answer = this.#o.told.record(told, mark, nowMs);
    log("webhook", { from, about: told.about, what: whatOf(told), status: answer.status });
    const isNews = answer.status === "accepted" || answer.status === "refused";
    // News of a live input are warned of, and ask for nothing to be done.
    return { answer, asksForMore: isNews && told.about !== "input" };
  }

  /** So many webhooks came with a wrong signature. */
  wrong(hook: SignedHook, count: number, nowMs: number): void {
    this.#o.signatures.wrong(hook, count, nowMs);
  }

  /** A webhook came with a right signature. */
  right(from: string, nowMs: number): void {
    this.#o.signatures.right(from);
    this.#o.lastHeard.note(from, nowMs);
  }

  /** When each vendor's webhooks were last heard. */
  heard(): HooksHeard {
    return this.#o.lastHeard.answer();
  }
}
