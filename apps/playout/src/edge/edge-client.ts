import { AssetChunkHeader, AssetIndex, type DecoderParameters } from "@nonstop/contract/asset";
import { BUNDLE_MEDIA_TYPE, decodeBundle } from "@nonstop/contract/bundle";
import { ErrorBody } from "@nonstop/contract/error-body";
import { ProposalAnswer } from "@nonstop/contract/proposal";
import { routes } from "@nonstop/contract/routes";
import { Rundown } from "@nonstop/contract/rundown";
import { ClockAnswer } from "@nonstop/contract/time";
import { askHttp, type HttpAnswer, jsonOf } from "./ask-http.ts";

const MAX_CHUNK_BYTES = 64_000_000;
const MAX_JSON_BYTES = 16_000_000;

export type ProposalOutcome =
  | ProposalAnswer
  /** The edge does not take this proposal, whatever the time. */
  | { kind: "refused"; reason: string }
  /** No answer, or none that makes sense: the edge is down or cut off. */
  | { kind: "unreachable"; reason: string };

export type Found<T> =
  | { kind: "found"; value: T }
  | { kind: "absent" }
  | { kind: "unreachable"; reason: string };

/** The edge as playout sees it. Nothing here throws. */
export class EdgeClient {
  readonly #url: string;
  readonly #token: string;
  readonly #channel: string;

  constructor(o: { url: string; token: string; channel: string }) {
    this.#url = o.url;
    this.#token = o.token;
    this.#channel = o.channel;
  }

  /** The edge's time, epoch ms. */
  async clock(): Promise<number | undefined> {
    const answer = await this.#get(routes.clock, 2000, 10_000);
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    const parsed = ClockAnswer.safeParse(jsonOf(answer.bytes));
    return parsed.success ? parsed.data.nowMs : undefined;
  }

  /** The newest rundown the edge knows: for a cold start with a silent socket. */
  async rundown(): Promise<Rundown | undefined> {
    const answer = await this.#get(routes.originRundown(this.#channel), 5000, MAX_JSON_BYTES);
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    const parsed = Rundown.safeParse(jsonOf(answer.bytes));
    return parsed.success ? parsed.data : undefined;
  }

  /** Decoder parameters of the slate: what every asset must be equal to. */
  async houseParameters(): Promise<DecoderParameters | undefined> {
    const answer = await this.#get(routes.originSlate, 10_000, MAX_CHUNK_BYTES);
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    const bundle = decodeBundle(answer.bytes, AssetChunkHeader);
    return "kind" in bundle ? undefined : bundle.header.parameters;
  }

  async assetIndex(asset: string): Promise<Found<AssetIndex>> {
    const answer = await this.#get(routes.assetIndex(asset), 5000, MAX_JSON_BYTES);
    const found = foundOf(answer);
    if (found.kind !== "found") return found;
    const parsed = AssetIndex.safeParse(jsonOf(found.value));
    if (parsed.success && parsed.data.asset === asset) return { kind: "found", value: parsed.data };
    return { kind: "unreachable", reason: "its index is malformed" };
  }

  async assetChunk(asset: string, chunk: number): Promise<Found<Uint8Array>> {
    return foundOf(await this.#get(routes.assetChunk(asset, chunk), 20_000, MAX_CHUNK_BYTES));
  }

  /** Proposes a second; `body` is a bundle with a ProposalHeader. */
  async propose(second: number, body: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<ProposalOutcome> {
    const answer = await askHttp(this.#url + routes.proposal(this.#channel, second), {
      token: this.#token,
      timeoutMs,
      limitBytes: MAX_JSON_BYTES,
      post: { body, mediaType: BUNDLE_MEDIA_TYPE },
    });
    if (answer.kind !== "answer") return answer;
    const json = jsonOf(answer.bytes);
    const parsed = ProposalAnswer.safeParse(json);
    if (parsed.success) return parsed.data;
    const problem = ErrorBody.safeParse(json);
    const reason = problem.success ? problem.data.error.message : `status ${answer.status}`;
    const isOurFault = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    return { kind: isOurFault ? "refused" : "unreachable", reason };
  }

  #get(path: string, timeoutMs: number, limitBytes: number): Promise<HttpAnswer> {
    return askHttp(this.#url + path, { token: this.#token, timeoutMs, limitBytes });
  }
}

function foundOf(answer: HttpAnswer): Found<Uint8Array> {
  if (answer.kind !== "answer") return answer;
  if (answer.status === 404) return { kind: "absent" };
  if (answer.status !== 200) return { kind: "unreachable", reason: `status ${answer.status}` };
  return { kind: "found", value: answer.bytes };
}
