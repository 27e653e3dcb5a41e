import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { Rundown } from "@nonstop/contract/rundown";
import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";
import type { Chore } from "../chores/chore-list.ts";
import type { Addresses } from "../events/addresses.ts";
import type { EventStore } from "../events/event-store.ts";
import { GUIDE_BACK_SECONDS, guideSnapshot } from "../guide/snapshots.ts";
import type { Facts } from "../facts.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { log } from "@nonstop/door/log";
import type { ChannelCalls } from "../ports/channel.ts";
import { compileStation } from "./compile-station.ts";
import { handOver, type HandOverAnswer } from "./hand-over.ts";

const HOUR_MS = 3600_000;
/** KV takes one write a second to a key. */
const SPACING_MS = 1_000;
const AGAIN_MS = 30_000;

type Parts = {
  channel: string;
  timezone: string;
  upstreamDelaySeconds: number;
  margins: LivestreamMargins;
  events: Pick<EventStore, "airingsEndingAfter">;
  addresses: Pick<Addresses, "of">;
  pieces: Pick<PieceStore, "all">;
  facts: Pick<Facts, "read" | "write">;
  warnings: Pick<WarningStore, "set">;
  handOverTo: { channel: ChannelCalls; kv: KVNamespace };
};

/** Keeps the rundown compiled: at once after a change, by the hour otherwise. The last good one stands. */
export class StationRundown implements Chore {
  readonly name = "rundown";
  readonly #o: Parts;
  #current: Rundown | undefined;
  #compiledMs = 0;
  #asks = 0;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Asks for a compile at `atMs`. */
  ask(atMs: number): void {
    this.#asks += 1;
    if (atMs < this.#dueFact()) this.#o.facts.write("compile-due", atMs);
  }

  dueMs(): number {
    return Math.max(this.#dueFact(), this.#compiledMs + SPACING_MS);
  }

  /** Compiles, and hands the rundown to the channel and to KV. It stays due until they have it. */
  async run(nowMs: number): Promise<void> {
    const { facts } = this.#o;
    const asks = this.#asks;
    this.#compiledMs = nowMs;
    const version = (facts.read("rundown-version") ?? 0) + 1;
    facts.write("rundown-version", version);
    const airings = this.#airings(nowMs);
    const rundown = this.#compile(version, airings, nowMs);
    let nextMs = nowMs + HOUR_MS;
    if (rundown !== undefined) {
      this.#current = rundown;
      const { channel, timezone: stationTimezone, addresses } = this.#o;
      const guide = guideSnapshot({ channel, airings, addresses, stationTimezone, nowMs });
      const answer = await handOver(this.#o.handOverTo, rundown, guide);
      log("rundown", { channel, version, items: rundown.items.length, handover: answer.kind });
      nextMs = this.#afterHandOver(answer, nowMs) ?? nextMs;
    }
    // What was asked for meanwhile is still to be compiled.
    facts.write("compile-due", this.#asks === asks ? nextMs : nowMs);
  }

  /** The newest rundown: one made now when none was compiled since the object started. */
  current(nowMs: number): Rundown | undefined {
    this.#current ??= this.#compile(1, this.#airings(nowMs), nowMs);
    return this.#current;
  }

  // When to hand over again, if that is before the next hour.
  #afterHandOver(answer: HandOverAnswer, nowMs: number): number | undefined {
    const { facts, warnings } = this.#o;
    if (answer.kind === "failed") {
      warnings.set("handover", {
        code: "rundown-not-handed-over",
        message: `The newest rundown could not be given to ${answer.what}.`,
        cure: "The last one airs, and the station tries again by itself.",
      });
      return nowMs + AGAIN_MS;
    }
    warnings.set("handover", undefined);
    if (answer.kind !== "older") return undefined;
    // The channel outlived us: go on above what it has.
    facts.write("rundown-version", answer.version);
    return nowMs;
  }

  #compile(version: number, airings: readonly Airing[], nowMs: number): Rundown | undefined {
    const { channel, warnings, upstreamDelaySeconds, margins } = this.#o;
    const pieces = this.#o.pieces.all();
    const answer = compileStation({
      channel,
      version,
      airings,
      pieces,
      upstreamDelaySeconds,
      margins,
      nowMs,
    });
    if (answer.kind === "gaps") {
      const [[from, to] = [0, 0]] = answer.gaps;
      const gap = `gap of ${to - from} s`;
      warnings.set("compile", {
        code: "schedule-uncompiled",
        message: `The schedule does not compile (${gap}): the last rundown stands.`,
      });
      return undefined;
    }
    warnings.set("compile", undefined);
    return answer.rundown;
  }

  // What fills a gap starts at the gap's start, up to a day before: the compiler wants to see that far back.
  #airings(nowMs: number): Airing[] {
    return this.#o.events.airingsEndingAfter(secondOf(nowMs) - GUIDE_BACK_SECONDS);
  }

  #dueFact(): number {
    return this.#o.facts.read("compile-due") ?? 0;
  }
}
