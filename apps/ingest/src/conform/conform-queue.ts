import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { AssetIndex } from "@nonstop/contract/asset";
import { type ConformJob, isOver } from "@nonstop/contract/conform";
import type { HouseFormat } from "@nonstop/contract/house-format";
import type { Parameters } from "@nonstop/media/parameters";
import type { AssetNotices } from "../edge/asset-notices.ts";
import type { EdgeClient } from "../edge/edge-client.ts";
import type { FfmpegRun } from "../ffmpeg/run-ffmpeg.ts";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import { type ConformAnswer, conformFiles } from "./conform-files.ts";
import { digestOf, type SourceFile } from "./source-file.ts";

const KEPT_JOBS = 200;
/** The heaviest second at the lowest priority needs much less. */
const STALL_MS = 120_000;
/** How often it is tried to give a piece that is on air its new media. */
const OFF_AIR_LOOK_MS = 10_000;

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
  /** How often it is looked whether a piece is off the air; shorter in tests. */
  offAirLookMs?: number;
};

/** What a piece is to be made of. */
export type PieceOrder = {
  filler: boolean;
  /** It takes the place of the piece of its name, if there is one. */
  replace: boolean;
  files: readonly SourceFile[];
  /** Called when nothing more is done with the files. */
  onDone: () => Promise<void>;
};

/** Conforms files one at a time. Its jobs can still be asked for afterwards. */
export class ConformQueue {
  readonly #o: ConformParts;
  readonly #jobs = new Map<string, ConformJob>();
  #tail: Promise<void> = Promise.resolve();
  #running: { job: string; run: FfmpegRun } | undefined;
  #closed = false;

  constructor(o: ConformParts) {
    this.#o = o;
  }

  /** Makes the job of a piece whose files are on their way. */
  expect(o: { asset: string; title: string; source?: string }): ConformJob {
    const job: ConformJob = { job: randomUUID(), ...o, state: "arriving", progress: 0 };
    this.#jobs.set(job.job, job);
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= KEPT_JOBS) break;
      if (isOver(old)) this.#jobs.delete(id);
    }
    return job;
  }

  /** Puts the files of a job at the end of the queue. */
  arrived(id: string, o: PieceOrder): ConformJob {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    if (job.state === "arriving") job.state = "queued";
    this.#tail = this.#tail.then(async () => {
      if (!this.#closed && job.state === "queued") await this.#work(job, o);
      if (!this.#closed) await o.onDone().catch(() => {});
    });
    return { ...job };
  }

  /** So much of a job's files has come. */
  arriving(id: string, bytes: NonNullable<ConformJob["bytes"]>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) job.bytes = bytes;
  }

  /** Ends a job whose files do not come, or are not wanted any more. */
  lost(id: string, { problem, mayPass }: { problem: string; mayPass: boolean }): void {
    const job = this.#jobs.get(id);
    if (job === undefined || isOver(job)) return;
    Object.assign(job, { state: "failed", problem, mayPass } satisfies Partial<ConformJob>);
    if (this.#running?.job === id) this.#running.run.kill();
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
    return this.all().some((job) => job.asset === asset && !isOver(job));
  }

  /** Ends what is running and forgets what waits. */
  close(): void {
    this.#closed = true;
    this.#running?.run.kill();
  }

  async #work(job: ConformJob, o: PieceOrder): Promise<void> {
    job.state = "running";
    this.#o.log("conform", { job: job.job, asset: job.asset });
    await this.#conform(job, o).catch((thrown: unknown) =>
      // A fault of one file must not end the queue for those behind it.
      this.lost(job.job, { problem: `${job.asset}: ${messageOf(thrown)}`, mayPass: false }),
    );
    this.#running = undefined;
    this.#o.log("conformed", {
      job: job.job,
      asset: job.asset,
      state: job.state,
      problem: job.problem,
      duplicateOf: job.duplicateOf,
    });
  }

  async #conform(job: ConformJob, o: PieceOrder): Promise<void> {
    const { edge } = this.#o;
    const digest = await digestOf(o.files);
    job.digest = digest;
    const duplicateOf = await edge.pieceOfDigest(digest);
    if (isOver(job)) return;
    if (duplicateOf !== undefined) {
      Object.assign(job, { state: "duplicate", duplicateOf } satisfies Partial<ConformJob>);
      return;
    }
    const takesPlace = o.replace && (await edge.findAsset(job.asset)) !== "absent";
    const answer: ConformAnswer = await conformFiles({
      ...this.#o,
      ...o,
      digest,
      // Another folder for each file: what airs from the one before is not touched.
      folder: takesPlace ? `file-${digest.slice(0, 24)}` : undefined,
      asset: job.asset,
      title: job.title,
      reference: this.#o.reference(),
      stallMs: this.#o.stallMs ?? STALL_MS,
      onLength: (seconds) => (job.durationSeconds = seconds),
      onProgress: (share) => (job.progress = share),
      onRun: (run) => {
        this.#running = { job: job.job, run };
        if (isOver(job) || this.#closed) run.kill();
      },
    });
    if (answer.kind === "failed") return this.lost(job.job, answer);
    job.progress = 1;
    if (await this.#putIndex(job, answer.index)) return;
    // The files behind it do not wait for what is on air.
    void this.#untilOffAir(job, answer.index);
  }

  /** Makes a piece of what was conformed. False when the piece is on air as it is now, and must not change under it. */
  async #putIndex(job: ConformJob, index: AssetIndex): Promise<boolean> {
    const put = await this.#o.edge.putIndex(job.asset, index);
    if (isOver(job)) return true;
    if (put.kind === "on-air") return false;
    if (put.kind === "failed") {
      this.lost(job.job, { problem: `${job.asset}: ${put.problem}`, mayPass: put.mayPass });
      return true;
    }
    job.state = "ready";
    await this.#o.notices.tell(job.asset);
    return true;
  }

  async #untilOffAir(job: ConformJob, index: AssetIndex): Promise<void> {
    this.#o.log("conform-waits", { job: job.job, asset: job.asset });
    do await pause(this.#o.offAirLookMs ?? OFF_AIR_LOOK_MS, undefined, { ref: false });
    while (!this.#closed && !isOver(job) && !(await this.#putIndex(job, index)));
  }
}
