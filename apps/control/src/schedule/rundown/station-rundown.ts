import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { Rundown } from "@nonstop/contract/rundown";
import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";
import { mayShowIn } from "@nonstop/schedule/library/rights";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { Chore } from "../chores/chore-list.ts";
import type { Addresses } from "../events/addresses.ts";
import { GUIDE_BACK_SECONDS, guideSnapshot } from "../guide/snapshots.ts";
import type { Facts } from "../facts.ts";
import { fillerNotes } from "@nonstop/schedule/filler/filler-notes";
import type { ProgrammingStore } from "../programming/programming-store.ts";
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
  /** Where the station is, as a country of two letters; empty when it does not say. */
  territory: string;
  upstreamDelaySeconds: number;
  margins: LivestreamMargins;
  airings: Pick<StationAhead, "airingsEndingAfter">;
  addresses: Pick<Addresses, "of">;
  pieces: Pick<PieceStore, "all">;
  programming: Pick<ProgrammingStore, "programming" | "aired" | "note">;
  facts: Pick<Facts, "read" | "write">;
  warnings: Pick<WarningStore, "set">;
  handOverTo: { channel: Pick<ChannelCalls, "rundown" | "setRundown">; kv: Pick<KVNamespace, "put"> };
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

  /**
   * Compiles from the rundown that is in force, and hands the new one to the channel and to KV. It stays due until they have
   * it. What is on air is the channel's to say: without its word nothing is compiled.
   */
  async run(nowMs: number): Promise<void> {
    const { facts } = this.#o;
    const asks = this.#asks;
    this.#compiledMs = nowMs;
    const inForce = await this.#inForce();
    const nextMs =
      inForce.kind === "unknown"
        ? this.#afterHandOver({ kind: "failed", what: "the channel" }, nowMs)
        : await this.#compileFrom(inForce.rundown, nowMs);
    // What was asked for meanwhile is still to be compiled.
    facts.write("compile-due", this.#asks === asks ? (nextMs ?? nowMs + HOUR_MS) : nowMs);
  }

  /** The newest rundown: the channel's when none was compiled since the object started, one made now when that has none. */
  async current(nowMs: number): Promise<Rundown | undefined> {
    if (this.#current !== undefined) return this.#current;
    const inForce = await this.#inForce();
    this.#current ??=
      inForce.kind === "known" && inForce.rundown !== undefined
        ? inForce.rundown
        : this.#compile({ version: 1, inForce: undefined, airings: this.#airings(nowMs), nowMs });
    return this.#current;
  }

  // Answers when to hand over again, if that is before the next hour.
  async #compileFrom(inForce: Rundown | undefined, nowMs: number): Promise<number | undefined> {
    const { facts, channel, addresses, timezone: stationTimezone } = this.#o;
    const version = Math.max(facts.read("rundown-version") ?? 0, inForce?.version ?? 0) + 1;
    facts.write("rundown-version", version);
    const airings = this.#airings(nowMs);
    const rundown = this.#compile({ version, inForce, airings, nowMs });
    if (rundown === undefined) return undefined;
    if (inForce !== undefined) this.#o.programming.note(inForce, secondOf(nowMs));
    this.#current = rundown;
    const guide = guideSnapshot({ channel, airings, addresses, stationTimezone, nowMs });
    const answer = await handOver(this.#o.handOverTo, rundown, guide);
    log("rundown", { channel, version, items: rundown.items.length, handover: answer.kind });
    return this.#afterHandOver(answer, nowMs);
  }

  async #inForce(): Promise<{ kind: "known"; rundown: Rundown | undefined } | { kind: "unknown" }> {
    try {
      return { kind: "known", rundown: await this.#o.handOverTo.channel.rundown() };
    } catch {
      return { kind: "unknown" };
    }
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

  #compile(o: {
    version: number;
    inForce: Rundown | undefined;
    airings: readonly Airing[];
    nowMs: number;
  }): Rundown | undefined {
    const {
      channel,
      territory,
      warnings,
      upstreamDelaySeconds,
      margins,
      timezone,
      programming: store,
    } = this.#o;
    // What may not be shown here is to the rundown as if it was not there.
    const pieces = this.#o.pieces.all().filter((piece) => mayShowIn(piece, territory));
    const programming = store.programming();
    const aired = store.aired();
    const filling = { programming, timezone, aired };
    const answer = compileStation({ ...o, channel, pieces, filling, upstreamDelaySeconds, margins });
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
    const [note] = fillerNotes(answer.rundown, { ...filling, library: pieces });
    warnings.set("filler", note);
    return answer.rundown;
  }

  #airings(nowMs: number): Airing[] {
    return this.#o.airings.airingsEndingAfter(secondOf(nowMs) - GUIDE_BACK_SECONDS);
  }

  #dueFact(): number {
    return this.#o.facts.read("compile-due") ?? 0;
  }
}
