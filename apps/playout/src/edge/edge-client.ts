import { AssetIndex } from "@nonstop/contract/asset";
import type { ChunkFolder } from "@nonstop/contract/asset-source";
import { BUNDLE_MEDIA_TYPE } from "@nonstop/contract/bundle";
import { ProposalAnswer } from "@nonstop/contract/proposal";
import { routes } from "@nonstop/contract/routes";
import { Rundown } from "@nonstop/contract/rundown";
import { type HttpAnswer, jsonOf } from "@nonstop/edge-client/ask-http";
import { type OriginClient, refusalOf } from "@nonstop/edge-client/origin-client";

const JSON_LIMITS = { timeoutMs: 5_000, maxBytes: 16_000_000 };
/** A commit takes a tenth of this. A second time costs a second's bytes; the edge takes only one of the two. */
const HEDGE_MS = 600;
const CHUNK_LIMITS = { timeoutMs: 20_000, maxBytes: 64_000_000 };

export type ProposalOutcome =
  | ProposalAnswer
  /** The edge will never accept this proposal. */
  | { kind: "refused"; reason: string }
  /** No answer, or none that makes sense: the edge is down or cut off. */
  | { kind: "unreachable"; reason: string };

export type Found<T> =
  | { kind: "found"; value: T }
  | { kind: "absent" }
  | { kind: "unreachable"; reason: string };

/** What playout asks the edge for and brings to it. Nothing here throws. */
export class EdgeClient {
  readonly #origin: OriginClient;
  readonly #channel: string;

  constructor(origin: OriginClient, channel: string) {
    this.#origin = origin;
    this.#channel = channel;
  }

  /** The newest rundown the edge knows: for a cold start with a silent socket. */
  readRundown(): Promise<Rundown | undefined> {
    return this.#origin.readJson(routes.originRundown(this.#channel), Rundown, JSON_LIMITS);
  }

  /** What the library knows of a piece. */
  async readAssetIndex(asset: string): Promise<Found<AssetIndex>> {
    const found = foundOf(await this.#origin.ask(routes.assetIndex(asset), JSON_LIMITS));
    if (found.kind !== "found") return found;
    const parsed = AssetIndex.safeParse(jsonOf(found.value));
    if (parsed.success && parsed.data.asset === asset) return { kind: "found", value: parsed.data };
    return { kind: "unreachable", reason: "its index is malformed" };
  }

  /** The bytes of one chunk of a piece; with a `mark`, of that media of the piece or none. */
  async readAssetChunk(
    asset: string,
    chunk: number,
    mark: ChunkFolder | undefined,
  ): Promise<Found<Uint8Array>> {
    const address =
      mark === undefined ? routes.assetChunk(asset, chunk) : routes.markedChunk(asset, mark, chunk);
    return foundOf(await this.#origin.ask(address, CHUNK_LIMITS));
  }

  /** Proposes a second; `body` is a bundle with a ProposalHeader. */
  async propose(second: number, body: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<ProposalOutcome> {
    const answer = await this.#origin.ask(routes.proposal(this.#channel, second), {
      timeoutMs,
      maxBytes: JSON_LIMITS.maxBytes,
      hedgeMs: HEDGE_MS,
      send: { method: "POST", body, mediaType: BUNDLE_MEDIA_TYPE },
    });
    if (answer.kind !== "answer") return answer;
    const parsed = ProposalAnswer.safeParse(jsonOf(answer.bytes));
    if (parsed.success) return parsed.data;
    const isOurFault = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    return { kind: isOurFault ? "refused" : "unreachable", reason: refusalOf(answer) };
  }
}

function foundOf(answer: HttpAnswer): Found<Uint8Array> {
  if (answer.kind !== "answer") return answer;
  if (answer.status === 404) return { kind: "absent" };
  if (answer.status !== 200) return { kind: "unreachable", reason: `status ${answer.status}` };
  return { kind: "found", value: answer.bytes };
}
