import { wallDay, wallTime } from "@nonstop/schedule/wall-time";
import type { Facts } from "../facts.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import type { HookReader } from "./heard.ts";

/** Fewer may be somebody's rubbish, or a secret that was changed a moment ago. */
const MIN_WORTH_TELLING = 3;

/** A vendor's webhook, as far as its signature goes: its name in logs and for people, and the setting of its secret. */
export type SignedHook = Pick<HookReader, "from" | "vendor" | "secretSetting">;

/** Warns when a vendor's webhooks come with wrong signatures, and none with a right one since. */
export class SignatureWatch {
  readonly #facts: Facts;
  readonly #warnings: WarningStore;
  readonly #timezone: string;

  constructor(o: { facts: Facts; warnings: WarningStore; timezone: string }) {
    this.#facts = o.facts;
    this.#warnings = o.warnings;
    this.#timezone = o.timezone;
  }

  /** So many more came with a wrong signature. */
  wrong({ from, vendor, secretSetting }: SignedHook, count: number, nowMs: number): void {
    const before = this.#facts.read(countOf(from)) ?? 0;
    if (before === 0) this.#facts.write(sinceOf(from), nowMs);
    this.#facts.write(countOf(from), before + count);
    if (before + count < MIN_WORTH_TELLING) return;
    const since = (this.#facts.read(sinceOf(from)) ?? nowMs) / 1000;
    const day = wallDay(since, this.#timezone);
    const time = wallTime(since, this.#timezone);
    this.#warnings.set(`hook:${from}`, {
      code: "hook-unsigned",
      message: `Calls to ${vendor}'s webhook come with a wrong signature since ${time} (${this.#timezone}) of ${day}, and none with a right one.`,
      cure: `If they are ${vendor}'s own, the two secrets differ: set ${secretSetting} to what ${vendor} shows. If events arrive all the same, they are a stranger's: nothing is to be done.`,
    });
  }

  /** One came with a right signature. */
  right(from: string): void {
    if ((this.#facts.read(countOf(from)) ?? 0) === 0) return;
    this.#facts.write(countOf(from), 0);
    this.#warnings.set(`hook:${from}`, undefined);
  }
}

const countOf = (from: string): string => `wrong-hooks:${from}`;
const sinceOf = (from: string): string => `wrong-hooks-since:${from}`;
