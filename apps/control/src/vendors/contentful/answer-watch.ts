import { z } from "zod";
import { askedWaitMs } from "../patience.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";

const Logged = z.object({
  response: z
    .object({
      status: z.number(),
      headers: z
        .looseObject({ "x-contentful-ratelimit-reset": z.union([z.string(), z.number()]).optional() })
        .optional(),
    })
    .optional(),
});

/**
 * The official clients put the request with its token, links and passcode into their error texts and hide the headers.
 * This listens to the answer itself, so that no such text is ever read, kept or logged.
 */
export class AnswerWatch {
  #status: number | undefined;
  #reset: string | undefined;

  /** For the client's `responseLogger`. */
  readonly responseLogger = (answer: unknown): void => {
    const failed = Logged.safeParse(answer).data?.response;
    this.#status = failed?.status;
    const reset = failed?.headers?.["x-contentful-ratelimit-reset"];
    this.#reset = reset === undefined ? undefined : `${reset}`;
  };

  /** What a failed call means. `conflict` is a version that is not the newest. */
  problem(nowMs: number): Exclude<VendorAnswer<never>, { kind: "ok" }> | { kind: "conflict" } {
    const status = this.#status;
    if (status === undefined) return { kind: "retry", message: "Contentful does not answer." };
    if (status === 429) {
      const askedMs = (askedWaitMs(this.#reset, nowMs) ?? 1_000) + 500;
      return { kind: "retry", message: "Contentful's rate limit is reached.", askedMs };
    }
    if (status >= 500) return { kind: "retry", message: `Contentful answers ${status}.` };
    if (status === 409) return { kind: "conflict" };
    if (status === 404) return { kind: "gone" };
    const cure = status === 401 || status === 403 ? " Check the token and what it may do." : "";
    return { kind: "refused", message: `Contentful answers ${status}.${cure}` };
  }
}
