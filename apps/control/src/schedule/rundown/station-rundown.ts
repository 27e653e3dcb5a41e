import type { Airing } from "@nonstop/contract/airing";
import type { Guide, GuideEntry, NowNext } from "@nonstop/contract/guide";
import type { Rundown } from "@nonstop/contract/rundown";
import { guideOf, nowNext } from "@nonstop/schedule/guide";
import type { Env } from "../../env.ts";
import type { EventStore } from "../events/event-store.ts";
import { log } from "../log.ts";
import { programmeOf } from "../guide/programme-of.ts";
import { compileStation, GUIDE_BACK_SECONDS, guideSnapshot, handOver } from "./station-compile.ts";
import { upstreamDelaySeconds } from "../../settings.ts";
import type { StationStore } from "../station-store.ts";

const HOUR_MS = 3600_000;
/** KV takes one write a second to a key. */
const SPACING_MS = 1_000;
const AGAIN_MS = 30_000;

/** Keeps the rundown compiled: at once after a change, by the hour otherwise. The last good one stands. */
export class StationRundown {
  readonly #env: Env;
  readonly #channel: string;
  readonly #events: EventStore;
  readonly #station: StationStore;
  #current: Rundown | undefined;
  #compiledMs = 0;

  constructor(o: { env: Env; channel: string; events: EventStore; station: StationStore }) {
    this.#env = o.env;
    this.#channel = o.channel;
    this.#events = o.events;
    this.#station = o.station;
  }

  /** Asks for a compile at `atMs`. */
  due(atMs: number): void {
    if (atMs < this.#dueFact()) this.#station.setFact("compile-due", atMs);
  }

  /** When the next compile is to be (epoch ms). */
  dueMs(): number {
    return Math.max(this.#dueFact(), this.#compiledMs + SPACING_MS);
  }

  /** Whether one is to be now. */
  isDue(nowMs: number): boolean {
    return this.dueMs() <= nowMs;
  }

  /** Compiles if it is due, and hands the rundown to the channel and to KV. */
  async compileIfDue(nowMs: number): Promise<void> {
    if (!this.isDue(nowMs)) return;
    this.#compiledMs = nowMs;
    this.#station.setFact("compile-due", nowMs + HOUR_MS);
    const version = (this.#station.fact("rundown-version") ?? 0) + 1;
    this.#station.setFact("rundown-version", version);
    const airings = this.#airings(nowMs);
    const rundown = this.#compile(version, airings, nowMs);
    if (rundown === undefined) return;
    this.#current = rundown;
    const stationTimezone = this.#timezone();
    const guide = guideSnapshot({ channel: this.#channel, airings, stationTimezone, nowMs });
    const answer = await handOver(this.#env, rundown, guide);
    if (answer.kind === "older") {
      // The channel outlived us: go on above what it has.
      this.#station.setFact("rundown-version", answer.version);
      this.due(nowMs);
    }
    if (answer.kind === "failed") this.due(nowMs + AGAIN_MS);
    const failed = answer.kind === "failed" ? answer.what.join(" and ") : undefined;
    this.#station.warn(
      "handover",
      failed && `The newest rundown could not be given to ${failed}; trying again.`,
    );
    log("rundown", { channel: this.#channel, version, items: rundown.items.length, handover: answer.kind });
  }

  /** The public guide of `[from, to)`. */
  guide(from: number, to: number): Guide {
    const airings = this.#airingsFrom(from);
    return guideOf(airings, { channel: this.#channel, from, to }, this.#timezone());
  }

  /** What is on, and what comes. */
  nowNext(nowMs: number): NowNext {
    const now = Math.floor(nowMs / 1000);
    const rundown = this.#current ?? this.#compile(1, this.#airings(nowMs), nowMs);
    this.#current = rundown;
    const { entries } = this.guide(now - GUIDE_BACK_SECONDS, now + 7 * 86_400);
    return nowNext({ channel: this.#channel, rundown, entries, nowMs });
  }

  /** The airing a programme's page is about. */
  programme(slug: string, nowMs: number): GuideEntry | undefined {
    const now = Math.floor(nowMs / 1000);
    return programmeOf(this.guide(now - 30 * 86_400, now + 366 * 86_400).entries, slug, now);
  }

  #compile(version: number, airings: readonly Airing[], nowMs: number): Rundown | undefined {
    const answer = compileStation({
      channel: this.#channel,
      version,
      airings,
      pieces: this.#station.pieces(),
      upstreamDelaySeconds: upstreamDelaySeconds(this.#env),
      nowMs,
    });
    if (answer.kind === "gaps") {
      const [[from, to] = [0, 0]] = answer.gaps;
      this.#station.warn(
        "compile",
        `The schedule does not compile (gap of ${to - from} s): the last rundown stands.`,
      );
      return undefined;
    }
    this.#station.warn("compile", undefined);
    const notes = answer.notes.map((note): [string, string] => [`${note.airing}:${note.code}`, note.message]);
    this.#station.replaceWarnings("note:", new Map(notes));
    return answer.rundown;
  }

  // What fills a gap starts at the gap's start, up to a day before: the compiler wants to see that far back.
  #airings(nowMs: number): Airing[] {
    return this.#airingsFrom(Math.floor(nowMs / 1000) - GUIDE_BACK_SECONDS);
  }

  #airingsFrom(second: number): Airing[] {
    return this.#events.endingAfter(second).flatMap(({ airing }) => (airing === undefined ? [] : [airing]));
  }

  #timezone(): string {
    return this.#env.STATION_TIMEZONE || "UTC";
  }

  #dueFact(): number {
    return this.#station.fact("compile-due") ?? 0;
  }
}
