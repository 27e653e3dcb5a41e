import { AssetChunkHeader, type DecoderParameters } from "@nonstop/contract/asset";
import { decodeBundle } from "@nonstop/contract/bundle";
import { HeardError } from "@nonstop/contract/error-body";
import type { ChannelId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { ClockAnswer } from "@nonstop/contract/time";
import type { z } from "zod";
import { askHttp, type HttpAnswer, type HttpBody, type HttpLimits, jsonOf } from "./ask-http.ts";

const CLOCK_LIMITS = { timeoutMs: 2_000, maxBytes: 10_000 };
const SLATE_LIMITS = { timeoutMs: 10_000, maxBytes: 64_000_000 };

/** A client of the edge's origin door, with what ingest and playout both ask it for. Nothing here throws. */
export class OriginClient {
  readonly #url: string | undefined;
  readonly #token: string;

  /** Without a `url` there is no edge: nothing can be reached. */
  constructor(o: { url: string | undefined; token: string }) {
    this.#url = o.url?.replace(/\/+$/, "");
    this.#token = o.token;
  }

  /** The address of `path` and the token that opens it, for whoever reads more than fits into memory. */
  addressOf(path: string): { url: string; token: string } | undefined {
    return this.#url === undefined ? undefined : { url: this.#url + path, token: this.#token };
  }

  /** Asks for `path`, or sends it something. */
  async ask(path: string, o: HttpLimits & { send?: HttpBody }): Promise<HttpAnswer> {
    if (this.#url === undefined) return { kind: "unreachable", reason: "no edge is set" };
    return askHttp(this.#url + path, { token: this.#token, ...o });
  }

  /** The JSON at `path`, parsed by its schema; undefined when the edge does not answer with it. */
  async readJson<T>(path: string, schema: z.ZodType<T>, limits: HttpLimits): Promise<T | undefined> {
    const answer = await this.ask(path, limits);
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    const parsed = schema.safeParse(jsonOf(answer.bytes));
    return parsed.success ? parsed.data : undefined;
  }

  /** Channel time, told by the channel that is served, or else by the station's first one: epoch ms. */
  async readClock(channel?: ChannelId): Promise<number | undefined> {
    const path = channel === undefined ? routes.clock : routes.channelClock(channel);
    return (await this.readJson(path, ClockAnswer, CLOCK_LIMITS))?.nowMs;
  }

  /** The decoder parameters of the slate: what every room and every piece must equal. */
  async readHouseParameters(): Promise<DecoderParameters | undefined> {
    const answer = await this.ask(routes.originSlate, SLATE_LIMITS);
    if (answer.kind !== "answer" || answer.status !== 200) return undefined;
    const bundle = decodeBundle(answer.bytes, AssetChunkHeader);
    return "kind" in bundle ? undefined : bundle.header.parameters;
  }
}

/** Why the edge did not do what it was asked: its own words, else its status. */
export function refusalOf(answer: HttpAnswer & { kind: "answer" }): string {
  const told = HeardError.safeParse(jsonOf(answer.bytes));
  return told.success ? told.data.error.message : `status ${answer.status}`;
}

/** The code of a refusal; undefined when it has none. */
export function refusalCode(answer: HttpAnswer & { kind: "answer" }): string | undefined {
  return HeardError.safeParse(jsonOf(answer.bytes)).data?.error.code;
}
