import { setTimeout as pause } from "node:timers/promises";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { BUNDLE_MEDIA_TYPE, decodeBundle } from "@nonstop/contract/bundle";
import { ErrorBody } from "@nonstop/contract/error-body";
import { type Pull, Pulls } from "@nonstop/contract/pull";
import { routes } from "@nonstop/contract/routes";

export type PutAnswer = { kind: "stored" } | { kind: "failed"; problem: string; mayPass: boolean };
export type AssetAnswer = "there" | "absent" | "unreachable";

const PUT_TIMEOUT_MS = 30_000;
const ASK_TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000] as const;

/** The edge's origin door, as ingest uses it. */
export class EdgeClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${token}` };
  }

  /** Whether the library has this asset. */
  async findAsset(asset: string): Promise<AssetAnswer> {
    const answer = await this.#get(routes.assetIndex(asset));
    await answer?.body?.cancel().catch(() => undefined);
    if (answer?.ok === true) return "there";
    return answer?.status === 404 ? "absent" : "unreachable";
  }

  /** The slate's bytes, with its header; undefined when the edge does not answer with one. */
  async readSlate(): Promise<{ bytes: Uint8Array; header: AssetChunkHeader } | undefined> {
    const answer = await this.#get(routes.originSlate);
    // The edge may fall silent in the middle of it.
    const body = answer?.ok === true ? await answer.arrayBuffer().catch(() => undefined) : undefined;
    if (body === undefined) return undefined;
    const bytes = new Uint8Array(body);
    const bundle = decodeBundle(bytes, AssetChunkHeader);
    return "kind" in bundle ? undefined : { bytes, header: bundle.header };
  }

  /** What is to be pulled now and soon; undefined when the edge does not say. */
  async readPulls(): Promise<readonly Pull[] | undefined> {
    const answer = await this.#get(routes.pulls);
    try {
      if (answer?.ok === true) return Pulls.parse(await answer.json()).pulls;
      await answer?.body?.cancel();
      return undefined;
    } catch {
      return undefined;
    }
  }

  putChunk(asset: string, chunk: number, body: Uint8Array<ArrayBuffer>): Promise<PutAnswer> {
    return this.#put(routes.assetChunk(asset, chunk), body, BUNDLE_MEDIA_TYPE);
  }

  putIndex(asset: string, index: object): Promise<PutAnswer> {
    return this.#put(
      routes.assetIndex(asset),
      new TextEncoder().encode(JSON.stringify(index)),
      "application/json",
    );
  }

  async #get(path: string): Promise<Response | undefined> {
    try {
      return await fetch(new URL(path, this.#url), {
        headers: this.#headers,
        signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
      });
    } catch {
      return undefined;
    }
  }

  async #put(path: string, body: Uint8Array<ArrayBuffer>, type: string): Promise<PutAnswer> {
    let failure = { problem: "", mayPass: true };
    for (const retryAfterMs of [...RETRY_AFTER_MS, undefined]) {
      const answer = await this.#putOnce(path, body, type);
      if (answer.kind === "stored") return answer;
      failure = answer;
      if (!answer.mayPass || retryAfterMs === undefined) break;
      await pause(retryAfterMs);
    }
    return { kind: "failed", problem: failure.problem, mayPass: failure.mayPass };
  }

  async #putOnce(path: string, body: Uint8Array<ArrayBuffer>, type: string): Promise<PutAnswer> {
    try {
      const answer = await fetch(new URL(path, this.#url), {
        method: "PUT",
        headers: { ...this.#headers, "content-type": type },
        body,
        signal: AbortSignal.timeout(PUT_TIMEOUT_MS),
      });
      const text = await answer.text();
      if (answer.ok) return { kind: "stored" };
      const mayPass = answer.status >= 500 || [408, 425, 429].includes(answer.status);
      return { kind: "failed", problem: `the edge refused it: ${messageOf(text) ?? answer.status}`, mayPass };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "failed", problem: `the edge could not be reached: ${reason}`, mayPass: true };
    }
  }
}

function messageOf(text: string): string | undefined {
  try {
    const body = ErrorBody.safeParse(JSON.parse(text));
    return body.success ? body.data.error.message : undefined;
  } catch {
    return undefined;
  }
}
