import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type ConformJob, filesOf, type LibraryOrder, type OrderedFile } from "@nonstop/contract/conform";
import type { PromoCard } from "@nonstop/contract/promo-card";
import type { Log } from "@nonstop/telemetry/log";
import type { DrawAnswer } from "../cards/draw-card.ts";
import type { FetchAnswer } from "../fetch/fetch-answer.ts";
import { fetchFile } from "../fetch/fetch-file.ts";
import type { ConformQueue } from "./conform-queue.ts";
import type { SourceFile } from "./source-file.ts";

/** Space that an arriving file must leave free on the disk, for logs and the like. */
export const SPARE_BYTES = 500_000_000;
/** Pauses before a file that did not arrive is fetched again. After the last one it is up to whoever ordered it. */
const PAUSES_MS: readonly number[] = [1_000, 5_000, 20_000];
/** A line that breaks so often is given up, though each time more comes. */
const MAX_TRIES = 100;
/** What nobody has gone on with for so long is not fetched on. */
const KEPT_PARTS_MS = 3 * 86_400_000;

type Parts = {
  queue: ConformQueue;
  /** Where files on their way stand. What is in it outlives the process. */
  folder: string;
  maxBytes: number;
  loopback: boolean;
  /** Where an object of the station's bucket is fetched, and with what. */
  objectAt: (key: string) => { url: string; token: string } | undefined;
  /** The path of a file in the watched folder; undefined when there is no such. */
  watchedAt: (path: string) => Promise<string | undefined>;
  /** Draws the film of a promo into a file. */
  drawCard: (card: PromoCard, o: { path: string; signal: AbortSignal }) => Promise<DrawAnswer>;
  log: Log;
  /** Shorter in tests. */
  pausesMs?: readonly number[];
};

/** An order that was accepted, and what ends it. */
type Accepted = { job: string; order: LibraryOrder; giveUp: AbortController };

/** Fetches recordings that were ordered, one at a time, and puts them into the queue. */
export class Arrivals {
  readonly #o: Parts;
  readonly #pausesMs: readonly number[];
  /** What was accepted of each source. */
  readonly #accepted = new Map<string, Accepted>();
  readonly #closing = new AbortController();
  #tail: Promise<void> = Promise.resolve();

  constructor(o: Parts) {
    this.#o = o;
    this.#pausesMs = o.pausesMs ?? PAUSES_MS;
  }

  /** Makes the folder, and forgets what was left in it long ago. */
  async open(nowMs: number): Promise<void> {
    await mkdir(this.#o.folder, { recursive: true });
    for (const name of await readdir(this.#o.folder)) {
      const path = join(this.#o.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && nowMs - found.mtimeMs > KEPT_PARTS_MS) await rm(path, { force: true });
    }
  }

  /** The job of a source, unless there is none or it failed. */
  jobOf(source: string): ConformJob | undefined {
    const job = this.lastJobOf(source);
    return job?.state === "failed" ? undefined : job;
  }

  /** The newest job of a source. */
  lastJobOf(source: string): ConformJob | undefined {
    return this.#o.queue.get(this.#accepted.get(source)?.job ?? "");
  }

  /** Accepts an order. Its files are fetched after those before them. */
  accept(asset: string, order: LibraryOrder): ConformJob {
    const { source, title } = order;
    const { queue } = this.#o;
    const job = queue.expect({ asset, title, source });
    for (const [other, { job: id }] of this.#accepted)
      if (queue.get(id) === undefined) this.#accepted.delete(other);
    const accepted: Accepted = { job: job.job, order, giveUp: new AbortController() };
    this.#accepted.set(source, accepted);
    this.#tail = this.#tail.then(() => this.#fetch(asset, accepted));
    return job;
  }

  /** Gives a job up. Undefined when there is none; one that is over stays as it is. */
  async cancel(id: string): Promise<ConformJob | undefined> {
    const { queue } = this.#o;
    queue.lost(id, { problem: "it was given up", mayPass: false });
    for (const { job, order, giveUp } of this.#accepted.values()) {
      if (job !== id) continue;
      giveUp.abort();
      for (const path of this.#paths(order)) await this.#drop(path);
    }
    return queue.get(id);
  }

  /** Gives up all files that are on their way. What has come of them stays on the disk. */
  close(): void {
    this.#closing.abort();
  }

  async #fetch(asset: string, { job, order, giveUp }: Accepted): Promise<void> {
    const { queue, log } = this.#o;
    const signal = AbortSignal.any([this.#closing.signal, giveUp.signal]);
    const fetched = await this.#fetchAll(job, order, signal);
    if (fetched.kind === "failed") {
      log("fetched", { job, asset, problem: fetched.problem });
      return queue.lost(job, { problem: `${asset}: ${fetched.problem}`, mayPass: fetched.mayPass });
    }
    log("fetched", { job, asset, files: fetched.files.length });
    const { filler = false, replace = false } = order;
    const onDone = async (): Promise<void> => {
      for (const path of this.#paths(order)) await this.#drop(path);
    };
    queue.arrived(job, { filler, replace, files: fetched.files, onDone });
  }

  async #fetchAll(
    job: string,
    order: LibraryOrder,
    signal: AbortSignal,
  ): Promise<{ kind: "fetched"; files: SourceFile[] } | Extract<FetchAnswer, { kind: "failed" }>> {
    if (order.card !== undefined) {
      const path = this.#pathOf(order, 0);
      const drawn = await this.#o.drawCard(order.card, { path, signal });
      return drawn.kind === "failed" ? drawn : { kind: "fetched", files: [{ path }] };
    }
    const ordered = filesOf(order);
    const all = ordered.every(({ bytes }) => bytes !== undefined)
      ? ordered.reduce((sum, { bytes = 0 }) => sum + bytes, 0)
      : undefined;
    if (all !== undefined && all > this.#o.maxBytes)
      return { kind: "failed", problem: `it is larger than ${this.#o.maxBytes} bytes`, mayPass: false };
    const files: SourceFile[] = [];
    let arrived = 0;
    for (const [index, file] of ordered.entries()) {
      const span = {
        ...(file.from === undefined ? {} : { from: file.from }),
        ...(file.to === undefined ? {} : { to: file.to }),
      };
      if (file.watched !== undefined) {
        const path = await this.#o.watchedAt(file.watched);
        if (path === undefined)
          return { kind: "failed", problem: "it is not in the folder any more", mayPass: false };
        files.push({ path, ...span });
        continue;
      }
      const path = this.#pathOf(order, index);
      const before = arrived;
      const onBytes = (bytes: number, ofFile: number | undefined): void => {
        const whole = all ?? (ordered.length === 1 ? ofFile : undefined);
        this.#o.queue.arriving(job, {
          arrived: before + bytes,
          ...(whole === undefined ? {} : { all: whole }),
        });
      };
      const answer = await this.#untilFetched(order, file, { path, signal, onBytes });
      if (answer.kind === "failed") return answer;
      arrived += answer.bytes;
      files.push({ path, ...span });
    }
    return { kind: "fetched", files };
  }

  async #untilFetched(
    order: LibraryOrder,
    file: OrderedFile,
    o: { path: string; signal: AbortSignal; onBytes: (arrived: number, all: number | undefined) => void },
  ): Promise<FetchAnswer> {
    const { maxBytes, loopback } = this.#o;
    let furthest = 0;
    let failures = 0;
    for (let tries = 1; ; tries += 1) {
      let reached = 0;
      const answer = await fetchFile({
        ...this.#whereOf(order, file),
        ...o,
        bytes: file.bytes,
        maxBytes,
        loopback,
        roomBytes: () => this.#roomBytes(),
        onBytes: (arrived, all) => {
          reached = arrived;
          o.onBytes(arrived, all);
        },
      });
      // A line that breaks and brings more each time is no failure of the file.
      failures = reached > furthest ? 1 : failures + 1;
      furthest = Math.max(furthest, reached);
      const pauseMs = this.#pausesMs[failures - 1];
      if (answer.kind === "fetched" || !answer.mayPass || o.signal.aborted) return answer;
      if (pauseMs === undefined || tries >= MAX_TRIES) return answer;
      await pause(pauseMs, undefined, { signal: o.signal }).catch(() => {});
    }
  }

  #whereOf(order: LibraryOrder, { url, object }: OrderedFile) {
    const own = object === undefined ? undefined : this.#o.objectAt(object);
    if (own !== undefined) return { url: own.url, bearer: { token: own.token, domains: [] }, isOwn: true };
    const { bearer: token, bearerDomains: domains = [] } = order;
    return { url: url ?? "", ...(token === undefined ? {} : { bearer: { token, domains } }) };
  }

  #paths(order: LibraryOrder): string[] {
    if (order.card !== undefined) return [this.#pathOf(order, 0)];
    return filesOf(order).flatMap(({ watched }, index) =>
      watched === undefined ? [this.#pathOf(order, index)] : [],
    );
  }

  // The same for the same file of the same order, also when it has another token by then and this process was started anew.
  #pathOf(order: LibraryOrder, index: number): string {
    const { url, object, bytes } = filesOf(order)[index] ?? {};
    const where = bytes === undefined ? (object ?? url?.split("?")[0]) : `${bytes}`;
    const name = createHash("sha256").update(`${order.source} ${index} ${where}`).digest("hex");
    return join(this.#o.folder, name.slice(0, 32));
  }

  async #drop(path: string): Promise<void> {
    for (const ending of ["", ".part", ".part.json"]) await rm(path + ending, { force: true });
  }

  async #roomBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#o.folder);
    return bavail * bsize - SPARE_BYTES;
  }
}
