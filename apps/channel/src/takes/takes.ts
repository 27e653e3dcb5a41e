import type { EdgeMessage } from "@nonstop/contract/origin-socket";
import { log } from "@nonstop/door/log";
import type { Take } from "@nonstop/contract/rundown";
import type { TakeResult } from "@nonstop/contract/channel-object";
import { bumpTakesVersion, readTakesVersion } from "../fact-store.ts";
import { addTake, endTakes, standingTakes, takenBefore } from "./take-store.ts";
import { judgeTake, takeInWords, type TakeInput } from "./take.ts";

/** Takes stay in the list this long after their end, because a second they decide may still be open. */
const LINGER_SECONDS = 10;

/** A channel's stored list of takes. Each take and each release changes it and raises its version. */
export class Takes {
  readonly #storage: DurableObjectStorage;
  readonly #channel: string;

  constructor(storage: DurableObjectStorage, channel: string) {
    this.#storage = storage;
    this.#channel = channel;
  }

  get version(): number {
    return readTakesVersion(this.#storage.sql);
  }

  /** Takes that may decide `second`, or a second just before it that is still open. */
  standing(second: number): Take[] {
    return standingTakes(this.#storage.sql, second - LINGER_SECONDS);
  }

  /** The message that tells playouts the list at `second`. */
  message(second: number): Extract<EdgeMessage, { kind: "takes" }> {
    return { kind: "takes", version: this.version, takes: this.standing(second) };
  }

  /** Puts a room on air over the rundown. A repeated request is the same take and gets the same answer. */
  take(input: TakeInput): TakeResult {
    const { sql } = this.#storage;
    const before = takenBefore(sql, input.request.id);
    if (before !== undefined) return { kind: "taken", take: before, repeated: true };
    const verdict = judgeTake(input);
    if (verdict.kind !== "take") return verdict;
    const { take } = verdict;
    this.#storage.transactionSync(() => {
      addTake(sql, take);
      bumpTakesVersion(sql);
    });
    log("take", { channel: this.#channel, what: takeInWords(take) });
    return { kind: "taken", take, repeated: false };
  }

  /** Ends every take at second `from` and returns the ids of those that stood. */
  release(from: number): string[] {
    const { sql } = this.#storage;
    return this.#storage.transactionSync(() => {
      const ids = endTakes(sql, from);
      if (ids.length > 0) bumpTakesVersion(sql);
      return ids;
    });
  }
}
