import { setTimeout as pause } from "node:timers/promises";
import { Admissions } from "@nonstop/contract/admissions";
import { backOffMs } from "@nonstop/contract/back-off";
import { BUNDLE_MEDIA_TYPE } from "@nonstop/contract/bundle";
import { ArrivedAnswer, type ArrivedFile, DigestAnswer } from "@nonstop/contract/imports";
import type { AssetId } from "@nonstop/contract/names";
import { type Pull, Pulls } from "@nonstop/contract/pull";
import { routes } from "@nonstop/contract/routes";
import { type HttpBody, jsonOf } from "@nonstop/edge-client/ask-http";
import { type OriginClient, refusalCode, refusalOf } from "@nonstop/edge-client/origin-client";

/** `on-air`: what stands there airs just now, and does not change under it. */
export type PutAnswer = { kind: "stored" } | { kind: "failed"; problem: string; mayPass: boolean };
export type PutIndexAnswer = PutAnswer | { kind: "on-air" };
export type ToldAnswer = { kind: "told" } | { kind: "failed"; problem: string };
export type AssetAnswer = "there" | "absent" | "unreachable";

const ASK_LIMITS = { timeoutMs: 5_000, maxBytes: 16_000_000 };
const TELL_LIMITS = { timeoutMs: 10_000, maxBytes: 100_000 };
const PUT_LIMITS = { timeoutMs: 30_000, maxBytes: 1_000_000 };
/** How often a body is put when the failure may pass: over half a minute in all. */
const PUT_TRIES = 7;
/** A notice says all in its path. */
const NO_DETAILS = new TextEncoder().encode("{}");
const PUT_BACK_OFF = { firstMs: 500, maxMs: 16_000 };

/** What ingest asks the edge for and brings to it. Nothing here throws. */
export class EdgeClient {
  readonly #origin: OriginClient;

  constructor(origin: OriginClient) {
    this.#origin = origin;
  }

  /** Whether the library has this asset. */
  async findAsset(asset: string): Promise<AssetAnswer> {
    const answer = await this.#origin.ask(routes.assetIndex(asset), ASK_LIMITS);
    if (answer.kind !== "answer") return "unreachable";
    if (answer.status >= 200 && answer.status < 300) return "there";
    return answer.status === 404 ? "absent" : "unreachable";
  }

  /** What is to be pulled now and soon; undefined when the edge does not say. */
  async readPulls(): Promise<readonly Pull[] | undefined> {
    return (await this.#origin.readJson(routes.pulls, Pulls, ASK_LIMITS))?.pulls;
  }

  /** Who may publish now; undefined when the edge does not say. */
  readAdmissions(): Promise<Admissions | undefined> {
    return this.#origin.readJson(routes.admissions, Admissions, ASK_LIMITS);
  }

  /** Stores one chunk of an asset, in a folder of its own if it takes the place of another: a bundle with an AssetChunkHeader. */
  async putChunk(
    { asset, folder, chunk }: { asset: string; folder: string | undefined; chunk: number },
    body: Uint8Array<ArrayBuffer>,
  ): Promise<PutAnswer> {
    const path =
      folder === undefined ? routes.assetChunk(asset, chunk) : routes.markedChunk(asset, folder, chunk);
    const put = await this.#put(path, { body, mediaType: BUNDLE_MEDIA_TYPE });
    return put.kind === "on-air" ? { kind: "failed", problem: "it is on air", mayPass: true } : put;
  }

  /** The piece that was made of this very file; undefined when there is none, or the schedule does not say. */
  async pieceOfDigest(digest: string): Promise<AssetId | undefined> {
    return (await this.#origin.readJson(routes.pieceOfDigest(digest), DigestAnswer, ASK_LIMITS))?.asset;
  }

  /** Tells the schedule of a file in the watched folder; undefined when the edge does not answer. */
  async tellArrival(file: ArrivedFile): Promise<ArrivedAnswer | undefined> {
    const body = new TextEncoder().encode(JSON.stringify(file));
    const send = { method: "POST", body, mediaType: "application/json" } as const;
    const answer = await this.#origin.ask(routes.arrivals, { ...PUT_LIMITS, send });
    if (answer.kind === "unreachable") return undefined;
    if (answer.status === 400 || answer.status === 413) return { kind: "refused", why: refusalOf(answer) };
    return answer.status === 200 ? ArrivedAnswer.safeParse(jsonOf(answer.bytes)).data : undefined;
  }

  /** Where an object of the station's bucket is fetched, and with what. */
  objectAt(key: string): { url: string; token: string } | undefined {
    return this.#origin.addressOf(routes.waitingObject(key));
  }

  /** Stores an asset's index, which makes it a piece of the library. */
  putIndex(asset: string, index: object): Promise<PutIndexAnswer> {
    const body = new TextEncoder().encode(JSON.stringify(index));
    return this.#put(routes.assetIndex(asset), { body, mediaType: "application/json" });
  }

  /** Tells the schedule once that an asset's index is stored. */
  async tellAsset(asset: string): Promise<ToldAnswer> {
    const send = { method: "POST", body: NO_DETAILS, mediaType: "application/json" } as const;
    const answer = await this.#origin.ask(routes.assetNotice(asset), { ...TELL_LIMITS, send });
    if (answer.kind === "unreachable") return { kind: "failed", problem: answer.reason };
    if (answer.status >= 200 && answer.status < 300) return { kind: "told" };
    return { kind: "failed", problem: refusalOf(answer) };
  }

  async #put(path: string, o: Omit<HttpBody, "method">): Promise<PutIndexAnswer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#putOnce(path, o);
      if (answer.kind !== "failed" || !answer.mayPass || tries === PUT_TRIES) return answer;
      await pause(backOffMs(tries, PUT_BACK_OFF));
    }
  }

  async #putOnce(path: string, o: Omit<HttpBody, "method">): Promise<PutIndexAnswer> {
    const answer = await this.#origin.ask(path, { ...PUT_LIMITS, send: { method: "PUT", ...o } });
    if (answer.kind === "unreachable")
      return { kind: "failed", problem: `the edge could not be reached: ${answer.reason}`, mayPass: true };
    if (answer.status >= 200 && answer.status < 300) return { kind: "stored" };
    if (refusalCode(answer) === "asset-on-air") return { kind: "on-air" };
    const mayPass = answer.status >= 500 || [408, 425, 429].includes(answer.status);
    return { kind: "failed", problem: `the edge refused it: ${refusalOf(answer)}`, mayPass };
  }
}
