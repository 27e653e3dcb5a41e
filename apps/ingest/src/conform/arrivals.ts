import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ConformJob, LibraryOrder } from "@nonstop/contract/asset";
import type { Log } from "@nonstop/telemetry/log";
import { fetchFile, type FetchAnswer } from "../pull/fetch-file.ts";
import type { ConformQueue } from "./conform-queue.ts";

/** Space that an arriving file must leave free on the disk, for logs and the like. */
export const SPARE_BYTES = 500_000_000;
/** Pauses before a file that did not arrive is fetched again. After the last one it is up to whoever ordered it. */
const PAUSES_MS: readonly number[] = [1_000, 5_000, 20_000];

/** Fetches recordings that were ordered, one at a time, and puts them into the queue. */
export class Arrivals {
  readonly #queue: ConformQueue;
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #loopback: boolean;
  readonly #pausesMs: readonly number[];
  readonly #log: Log;
  /** The job of each source. */
  readonly #jobs = new Map<string, string>();
  readonly #closing = new AbortController();
  #tail: Promise<void> = Promise.resolve();

  constructor(o: {
    queue: ConformQueue;
    folder: string;
    maxBytes: number;
    loopback: boolean;
    log: Log;
    /** Shorter in tests. */
    pausesMs?: readonly number[];
  }) {
    this.#queue = o.queue;
    this.#folder = o.folder;
    this.#maxBytes = o.maxBytes;
    this.#loopback = o.loopback;
    this.#log = o.log;
    this.#pausesMs = o.pausesMs ?? PAUSES_MS;
  }

  /** The job of a source, unless there is none or it failed. */
  jobOf(source: string): ConformJob | undefined {
    const job = this.#queue.get(this.#jobs.get(source) ?? "");
    return job?.state === "failed" ? undefined : job;
  }

  /** Accepts an order. Its file is fetched after those before it. */
  accept(asset: string, order: LibraryOrder): ConformJob {
    const piece = { asset, title: order.title, filler: order.filler };
    const job = this.#queue.expect(piece);
    for (const [source, id] of this.#jobs) if (this.#queue.get(id) === undefined) this.#jobs.delete(source);
    this.#jobs.set(order.source, job.job);
    this.#tail = this.#tail.then(() => this.#fetch(job.job, piece, order.url));
    return job;
  }

  /** Gives up all files that are on their way. */
  close(): void {
    this.#closing.abort();
  }

  async #fetch(
    job: string,
    piece: { asset: string; title: string; filler: boolean },
    url: string,
  ): Promise<void> {
    const path = join(this.#folder, `${piece.asset}.upload`);
    const answer = await this.#untilFetched(url, path);
    this.#log("fetched", {
      job,
      asset: piece.asset,
      ...(answer.kind === "fetched" ? { bytes: answer.bytes } : { problem: answer.problem }),
    });
    if (answer.kind === "fetched") this.#queue.arrived(job, { ...piece, path });
    else this.#queue.lost(job, { problem: `${piece.asset}: ${answer.problem}`, mayPass: answer.mayPass });
  }

  async #untilFetched(url: string, path: string): Promise<FetchAnswer> {
    const { signal } = this.#closing;
    for (const pauseMs of [...this.#pausesMs, undefined]) {
      const answer = await fetchFile({
        url,
        path,
        maxBytes: this.#maxBytes,
        roomBytes: () => this.#roomBytes(),
        loopback: this.#loopback,
        signal,
      });
      if (answer.kind === "fetched" || !answer.mayPass || pauseMs === undefined || signal.aborted)
        return answer;
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
    return { kind: "failed", problem: "it was not fetched", mayPass: true };
  }

  async #roomBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize - SPARE_BYTES;
  }
}
