import { encodeBundle } from "@nonstop/contract/bundle";
import { present } from "@nonstop/contract/present";
import type { ProposalHeader } from "@nonstop/contract/proposal";
import { type AiredRole, comesLive } from "@nonstop/contract/rundown";
import { slateDeadlineMs } from "@nonstop/contract/time";
import { breakEndOf, type Candidate, roleOf } from "@nonstop/schedule/decide";
import type { AsRunMemory } from "./as-run-memory.ts";
import { type Clock, sleepUntil } from "../time/clock.ts";
import type { EdgeClient, ProposalOutcome } from "../edge/edge-client.ts";
import type { Log } from "@nonstop/telemetry/log";
import type { Metrics } from "../status/metrics.ts";
import type { RoomOffers } from "../rooms/room-offers.ts";
import type { Fragments } from "../rooms/room-seconds.ts";
import type { RunningOrder } from "./running-order.ts";
import type { Warnings } from "@nonstop/telemetry/warnings";

const RETRY_MS = 150;
const MIN_TIMEOUT_MS = 250;
const MAX_ASKS = 20;

/** `settled`: committed, by us or another playout, or lost; `stale`: decide again; `refused`: this candidate has no chance. */
export type Settled = "settled" | "stale" | "refused";

/** The versions that a decision was made from. The edge refuses one made from older versions than its own. */
export type DecidedFrom = Pick<ProposalHeader, "rundownVersion" | "takesVersion">;

type Parts = {
  playout: string;
  renditions: readonly string[];
  edge: EdgeClient;
  order: RunningOrder;
  clock: Clock;
  asRun: AsRunMemory;
  offers: Pick<RoomOffers, "isBreak">;
  metrics: Metrics;
  warnings: Warnings;
  log: Log;
};

/** Proposes seconds to the edge and decides what its answers mean. */
export class Proposals {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /**
   * Proposes a second until the edge has answered. An edge that cannot be reached is asked again while the second can still be
   * committed. After `slateDeadlineMs` the edge makes it slate, so there is no point in keeping it longer.
   */
  async send(
    second: number,
    candidate: Candidate,
    o: { decidedFrom: DecidedFrom; fragments: Fragments },
  ): Promise<Settled> {
    const body = encodeBundle(
      this.#headerOf(second, candidate, o.decidedFrom),
      this.#partsOf(candidate, o.fragments),
    );
    this.#o.metrics.count("seconds_proposed_total", { rank: candidate.rank });
    const endMs = slateDeadlineMs(second);
    for (let asked = 0; asked < MAX_ASKS; asked += 1) {
      const timeoutMs = Math.max(MIN_TIMEOUT_MS, endMs - this.#o.clock.nowMs());
      // Channel time may be put right meanwhile.
      const askedMs = performance.now();
      const outcome = await this.#o.edge.propose(second, body, timeoutMs);
      if (outcome.kind === "committed") this.#o.metrics.answeredIn(performance.now() - askedMs);
      this.#o.warnings.set(
        "edge-down",
        outcome.kind === "unreachable",
        outcome.kind === "unreachable"
          ? `The edge does not answer proposals: ${outcome.reason}. Check that it is up and EDGE_URL is right.`
          : "",
      );
      const settled = this.#settle(second, candidate, outcome);
      if (settled !== "again") return settled;
      await sleepUntil(this.#o.clock, this.#o.clock.nowMs() + pauseMs(outcome));
      if (this.#o.clock.nowMs() >= endMs) break;
    }
    this.#o.metrics.count("seconds_lost_total");
    this.#o.log("second-lost", { second });
    return "settled";
  }

  #settle(second: number, candidate: Candidate, outcome: ProposalOutcome): Settled | "again" {
    const { metrics, log, order, warnings } = this.#o;
    const refused = (why: string): void =>
      metrics.count("seconds_refused_total", { rank: candidate.rank, why });
    if (outcome.kind === "committed") {
      metrics.count("seconds_committed_total", { rank: candidate.rank });
      metrics.committedLate(Math.max(0, outcome.committedAtMs - (second + 1) * 1000));
      warnings.set("proposal-refused", false);
      const { committedAtMs } = outcome;
      this.#o.asRun.add({ ...this.#factOf(second, candidate), playout: this.#o.playout, committedAtMs });
      return "settled";
    }
    if (outcome.kind === "unreachable") {
      metrics.count("edge_unreachable_total");
      return "again";
    }
    refused(outcome.kind === "taken" ? `taken-${outcome.by}` : outcome.kind);
    if (outcome.kind === "too-early") return "again";
    if (outcome.kind === "stale-rundown") {
      order.adopt(outcome.rundown);
      return "stale";
    }
    if (outcome.kind === "stale-takes") {
      const { version, takes } = outcome;
      order.hear({ kind: "takes", version, takes });
      return "stale";
    }
    if (outcome.kind === "taken") {
      if (outcome.by === "slate") log("second-too-late", { second });
      return "settled";
    }
    log("proposal-refused", { second, problem: outcome.reason });
    warnings.set(
      "proposal-refused",
      true,
      `The edge refuses what this playout proposes: ${outcome.reason} Check its HOUSE_FORMAT and its version.`,
    );
    return "refused";
  }

  #headerOf(second: number, candidate: Candidate, decidedFrom: DecidedFrom): ProposalHeader {
    const { item } = candidate;
    const header: ProposalHeader = {
      ...this.#factOf(second, candidate),
      ...decidedFrom,
      playout: this.#o.playout,
    };
    if (item !== undefined) header.itemId = item.id;
    return header;
  }

  #factOf(second: number, candidate: Candidate): Omit<ProposalHeader, keyof DecidedFrom | "playout"> {
    const { room, rank, reason, item, take } = candidate;
    return {
      second,
      room,
      rank,
      reason,
      ...(item === undefined ? {} : { itemKind: item.kind }),
      // A take shows something else than the rundown's item, so that item's title would be wrong.
      ...(item === undefined || take !== undefined ? {} : { title: item.title }),
      ...(item?.airing === undefined ? {} : { airing: item.airing }),
      ...(take === undefined ? {} : { take }),
      ...present({ role: this.#roleOf(second, candidate), breakEnd: breakEndOf(candidate) }),
    };
  }

  // A break of a pulled source is one of the channel.
  #roleOf(second: number, candidate: Candidate): AiredRole | undefined {
    const { room } = candidate;
    const isCued = comesLive(room) && this.#o.offers.isBreak(room.room, second);
    return isCued ? "break" : roleOf(candidate);
  }

  #partsOf({ room }: Candidate, fragments: Fragments): Map<string, Uint8Array> {
    if (room.kind === "slate") return new Map();
    return new Map(
      this.#o.renditions.flatMap((id) => {
        const bytes = fragments[id];
        return bytes === undefined ? [] : [[id, bytes] as const];
      }),
    );
  }
}

function pauseMs(outcome: ProposalOutcome): number {
  if (outcome.kind !== "too-early") return RETRY_MS;
  return Math.min(1000, Math.max(10, (outcome.second + 1) * 1000 - outcome.nowMs));
}
