import type { EdgeMessage } from "@nonstop/contract/origin-socket";
import type { Override } from "@nonstop/contract/rundown";
import type { TakeResult } from "./channel-answers.ts";
import { bumpOverridesVersion, readOverridesVersion } from "./fact-store.ts";
import { addOverride, endOverrides, standingOverrides, takenBefore } from "./override-store.ts";
import { judgeTake, overrideInWords, type TakeInput } from "./take.ts";

/** Overrides are shown and pushed until no second they decided can still be open. */
const LINGER_SECONDS = 10;

/** A channel's list of takes as it is stored: with each take and release it changes, and its version goes up. */
export class Takes {
  readonly #storage: DurableObjectStorage;
  readonly #channel: string;

  constructor(storage: DurableObjectStorage, channel: string) {
    this.#storage = storage;
    this.#channel = channel;
  }

  get version(): number {
    return readOverridesVersion(this.#storage.sql);
  }

  /** Overrides that `second`, or one just before it that is still open, may be decided by. */
  standing(second: number): Override[] {
    return standingOverrides(this.#storage.sql, second - LINGER_SECONDS);
  }

  /** The list as playouts are told it at `second`. */
  message(second: number): Extract<EdgeMessage, { kind: "overrides" }> {
    return { kind: "overrides", version: this.version, overrides: this.standing(second) };
  }

  /** Puts a room on air over the rundown. The same request again is the same take, and is answered as it was. */
  take(input: TakeInput): TakeResult {
    const { sql } = this.#storage;
    const before = takenBefore(sql, input.request.id);
    if (before !== undefined) return { kind: "taken", override: before, repeated: true };
    const verdict = judgeTake(input);
    if (verdict.kind !== "override") return verdict;
    const { override } = verdict;
    this.#storage.transactionSync(() => {
      addOverride(sql, override);
      bumpOverridesVersion(sql);
    });
    console.log(JSON.stringify({ event: "take", channel: this.#channel, what: overrideInWords(override) }));
    return { kind: "taken", override, repeated: false };
  }

  /** Ends every take at second `from`; answers the ids of those that stood. */
  release(from: number): string[] {
    const { sql } = this.#storage;
    return this.#storage.transactionSync(() => {
      const ids = endOverrides(sql, from);
      if (ids.length > 0) bumpOverridesVersion(sql);
      return ids;
    });
  }
}
