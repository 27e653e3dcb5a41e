import type { CMAClient } from "@contentful/app-sdk";
import { ask, type Answer } from "../feed/door.ts";

/** A signature is good for a minute. It is made anew long before, so that clocks may differ. */
const SIGNED_FOR_MS = 25_000;

type Signing = Pick<CMAClient, "appSignedRequest">;
type Signed = { headers: Record<string, string>; signedMs: number };
type Schema<T> = Parameters<typeof ask<T>>[1];

/**
 * The station's doors as the app beside an entry asks at them: Contentful signs each request for the person who is signed in there.
 * Nothing is kept that would open a door later.
 */
export class SignedDoor {
  readonly #cma: Signing;
  readonly #app: string;
  /** By path: what only reads may be asked again with one signature. */
  readonly #looks = new Map<string, Signed>();

  constructor(cma: Signing, app: string) {
    this.#cma = cma;
    this.#app = app;
  }

  /** Reads what stands at `path`. */
  async look<T>(path: string, schema: Schema<T>): Promise<Answer<T>> {
    const kept = this.#looks.get(path);
    const isGood = kept !== undefined && performance.now() - kept.signedMs < SIGNED_FOR_MS;
    const signed = isGood ? kept : await this.#signed({ method: "GET", path });
    if (signed === undefined) return UNSIGNED;
    this.#looks.set(path, signed);
    const answer = await ask(path, schema, { headers: signed.headers });
    if (answer.kind === "refused") this.#looks.delete(path);
    return answer;
  }

  /** Posts `body` to `path`, once. */
  async act<T>(path: string, body: object, schema: Schema<T>): Promise<Answer<T>> {
    const text = JSON.stringify(body);
    const signed = await this.#signed({ method: "POST", path, body: text });
    if (signed === undefined) return UNSIGNED;
    return ask(path, schema, { method: "POST", headers: signed.headers, body: text });
  }

  async #signed(request: {
    method: "GET" | "POST";
    path: string;
    body?: string;
  }): Promise<Signed | undefined> {
    const signedMs = performance.now();
    try {
      const params = { appDefinitionId: this.#app };
      const { additionalHeaders: headers } = await this.#cma.appSignedRequest.create(params, request);
      return { headers, signedMs };
    } catch {
      return undefined;
    }
  }
}

const UNSIGNED: Answer<never> = {
  kind: "unreachable",
  message: "Contentful does not sign for this app. Has it been installed by setup?",
};
