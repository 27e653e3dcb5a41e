import type { ChannelFigures } from "@nonstop/contract/channel-object";
import type { ProposalAnswer, ProposalHeader } from "@nonstop/contract/proposal";
import type { Rundown } from "@nonstop/contract/rundown";
import type { ChannelHouses } from "../houses/channel-houses.ts";
import type { Takes } from "../takes/takes.ts";
import type { SecondRow } from "./second-row.ts";
import { secondFact } from "./second-store.ts";
import { judge, type Timeline } from "./timeline.ts";

type Refusal = Exclude<ProposalAnswer, { kind: "committed" }>;
type Counts = Pick<ChannelFigures, "committedByRank" | "refused">;

/** Under which figure a refusal is counted. */
const COUNTED_AS = {
  "too-early": "tooEarly",
  taken: "taken",
  "stale-rundown": "staleRundown",
  "stale-takes": "staleTakes",
} as const satisfies Record<Refusal["kind"], keyof Counts["refused"]>;

type Parts = {
  sql: SqlStorage;
  row: SecondRow;
  houses: ChannelHouses;
  takes: Takes;
  /** The rundown in force, as far as it is known. */
  rundown: () => Rundown | undefined;
};

/** Commits what playouts propose, or says why not, and counts both. */
export class Proposals {
  readonly #o: Parts;
  readonly #counts: Counts = {
    committedByRank: [0, 0, 0, 0],
    refused: { tooEarly: 0, taken: 0, staleRundown: 0, staleTakes: 0 },
  };

  constructor(o: Parts) {
    this.#o = o;
  }

  /** How many were committed and refused since this object was made. */
  get counts(): Counts {
    return this.#counts;
  }

  /** Answers a proposal whose fragments were checked. */
  answer(
    header: ProposalHeader,
    fragments: Readonly<Record<string, Uint8Array>>,
    nowMs: number,
  ): ProposalAnswer {
    const timeline = this.#o.row.advance(nowMs);
    const { committedByRank, refused } = this.#counts;
    const refusal = this.#refusal(timeline, header, nowMs);
    if (refusal !== undefined) {
      refused[COUNTED_AS[refusal.kind]] += 1;
      return refusal;
    }
    const { rundownVersion: _rundown, takesVersion: _takes, itemId: _item, ...said } = header;
    this.#o.row.commit(timeline, { ...said, committedAtMs: nowMs }, fragments);
    committedByRank[header.rank] = (committedByRank[header.rank] ?? 0) + 1;
    return { kind: "committed", second: header.second, committedAtMs: nowMs };
  }

  #refusal(timeline: Timeline, header: ProposalHeader, nowMs: number): Refusal | undefined {
    const { sql, houses, takes } = this.#o;
    const { second } = header;
    const judgement = judge(timeline, second, nowMs);
    if (judgement.kind === "too-early") return { kind: "too-early", second, nowMs };
    if (judgement.kind === "taken") {
      const by = secondFact(sql, second).kind === "committed" ? "playout" : "slate";
      return { kind: "taken", second, by };
    }
    // The segment in which the house format changed goes on in the earlier one, and ends with slate.
    if (second < houses.from) return { kind: "taken", second, by: "slate" };
    const rundown = this.#o.rundown();
    if (rundown !== undefined && header.rundownVersion < rundown.version)
      return { kind: "stale-rundown", second, rundown };
    if (header.takesVersion < takes.version) {
      const { version, takes: standing } = takes.message(timeline.edge);
      return { kind: "stale-takes", second, version, takes: standing };
    }
    return undefined;
  }
}
