import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { ConformJob } from "@nonstop/contract/asset";
import type { HouseFormat } from "@nonstop/contract/house-format";
import type { Parameters } from "@nonstop/media/parameters";
import type { AssetNotices } from "../edge/asset-notices.ts";
import type { EdgeClient } from "../edge/edge-client.ts";
import type { FfmpegRun } from "../ffmpeg/run-ffmpeg.ts";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import { type ConformAnswer, conformFile } from "./conform-file.ts";

const KEPT_JOBS = 200;
/** The heaviest second at the lowest priority needs much less. */
const STALL_MS = 120_000;

export type ConformParts = {
  ffmpeg: string;
  ffprobe: string;
  format: HouseFormat;
  edge: EdgeClient;
  notices: AssetNotices;
  reference: () => Parameters | undefined;
  log: Log;
  /** How long ffmpeg may give nothing before it is ended; shorter in tests. */
  stallMs?: number;
};

/** Conforms files one at a time. Its jobs can still be asked for afterwards. */
export class ConformQueue {
  readonly #o: ConformParts;
  readonly #jobs = new Map<string, ConformJob>();
  #tail: Promise<void> = Promise.resolve();
  #running: FfmpegRun | undefined;
  #closed = false;

  constructor(o: ConformParts) {
    this.#o = o;
  }

  /** Puts a file at the end of the queue. From now on the file is ours: it is deleted when the job is done. */
  add(o: { asset: string; title: string; filler: boolean; path: string }): ConformJob {
    return this.arrived(this.expect(o).job, o);
  }

  /** Makes the job of a piece whose file is on its way. */
  expect(o: { asset: string; title: string }): ConformJob {
    const job: ConformJob = {
      job: randomUUID(),
      asset: o.asset,
      title: o.title,
      state: "arriving",
      progress: 0,
    };
    this.#jobs.set(job.job, job);
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= KEPT_JOBS) break;
      if (old.state === "ready" || old.state === "failed") this.#jobs.delete(id);
    }
    return job;
  }

  /** Puts the file of a job at the end of the queue. From now on the file is ours: it is deleted when the job is done. */
  arrived(id: string, o: { filler: boolean; path: string }): ConformJob {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    job.state = "queued";
    this.#tail = this.#tail.then(() => this.#work(job, o));
    return { ...job };
  }

  /** Ends a job whose file does not come. */
  lost(id: string, { problem, mayPass }: { problem: string; mayPass: boolean }): void {
    const job = this.#jobs.get(id);
    if (job !== undefined)
      Object.assign(job, { state: "failed", problem, mayPass } satisfies Partial<ConformJob>);
  }

  get(id: string): ConformJob | undefined {
    return this.#jobs.get(id);
  }

  all(): ConformJob[] {
    return [...this.#jobs.values()];
  }

  /** Files that wait for their turn, or are on their way. */
  waiting(): number {
    return this.all().filter((job) => job.state === "queued" || job.state === "arriving").length;
  }

  /** Whether this asset is arriving, waits, or is being conformed. */
  isBusyWith(asset: string): boolean {
    return this.all().some((job) => job.asset === asset && job.state !== "ready" && job.state !== "failed");
  }

  /** Ends the running ffmpeg and begins no other. */
  close(): void {
    this.#closed = true;
    this.#running?.kill();
  }

  async #work(job: ConformJob, o: { filler: boolean; path: string }): Promise<void> {
    if (this.#closed) return;
    const { log } = this.#o;
    job.state = "running";
    log("conform", { job: job.job, asset: job.asset });
    const answer = await conformFile({
      ...this.#o,
      ...o,
      asset: job.asset,
      title: job.title,
      reference: this.#o.reference(),
      stallMs: this.#o.stallMs ?? STALL_MS,
      onLength: (seconds) => (job.durationSeconds = seconds),
      onProgress: (share) => (job.progress = share),
      onRun: (run) => (this.#running = run),
    }).catch((thrown: unknown): ConformAnswer => ({
      // A fault of one file must not end the queue for those behind it.
      kind: "failed",
      problem: `${job.asset}: ${messageOf(thrown)}`,
      mayPass: false,
    }));
    this.#running = undefined;
    if (answer.kind === "ready") {
      job.progress = 1;
      job.state = "ready";
      this.#o.notices.tell(job.asset);
    } else {
      this.lost(job.job, answer);
    }
    log("conformed", { job: job.job, asset: job.asset, state: job.state, problem: job.problem });
    await rm(o.path, { force: true }).catch(() => {});
  }
}
