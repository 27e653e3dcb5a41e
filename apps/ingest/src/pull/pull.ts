import { performance } from "node:perf_hooks";
import { backOffMs } from "@nonstop/contract/back-off";
import { sourceProblem } from "@nonstop/contract/pull";
import type { Log } from "@nonstop/telemetry/log";
import type { LiveRoom } from "../room/live-room.ts";
import type { PublisherSink } from "../rtmp/session-guard.ts";
import { FlvReader } from "./flv-reader.ts";
import { runPullFfmpeg, type PullRun } from "./pull-ffmpeg.ts";
import { PULL_LIMITS, type PullLimits, PullProxy } from "./pull-proxy.ts";
import { faultOfLines, faultWords, type SourceFault } from "./source-fault.ts";

const FIRST_BACK_OFF_MS = 1_000;
/** A reader that has read for so long had a source: the next one is tried at once. */
const PROVEN_MS = 30_000;
/** A new reader has to find its way first. */
const BEGIN_MS = 25_000;
const WATCH_MS = 1_000;
/** No key guards a pulled room: it ends when it is no longer asked for. */
const WITHOUT_END = Number.MAX_SAFE_INTEGER;

/** What every pull of this process shares. */
export type PullHouse = { ffmpeg: string; loopback: boolean; limits?: Partial<PullLimits>; log: Log };

/**
 * One source on its way into its room, until it is stopped: a reader, and after it another one. To the room it is a publisher
 * that comes and goes.
 */
export class Pull {
  readonly #room: LiveRoom;
  readonly #url: string;
  readonly #house: PullHouse;
  readonly #limits: PullLimits;
  readonly #proxy: PullProxy;
  #run: PullRun | undefined;
  #sink: PublisherSink | undefined;
  #encodeSound = false;
  #stopped = false;
  #wake: () => void = () => {};

  constructor(room: LiveRoom, url: string, house: PullHouse) {
    this.#room = room;
    this.#url = url;
    this.#house = house;
    this.#limits = { ...PULL_LIMITS, ...house.limits };
    this.#proxy = new PullProxy({ source: url, loopback: house.loopback, limits: this.#limits });
    // Whatever goes wrong in one of them is its own affair.
    void this.#live().catch(() => house.log("pull-fault", { room: room.room }));
  }

  /** Ends it; the room is left. */
  stop(): void {
    this.#stopped = true;
    this.#run?.kill();
    this.#leave("the pull is over");
    this.#proxy.close();
    this.#wake();
  }

  async #live(): Promise<void> {
    const { room } = this.#room;
    const wrong = URL.canParse(this.#url)
      ? sourceProblem(new URL(this.#url), this.#house.loopback)
      : { message: "is no address", cure: "" };
    if (wrong !== undefined) {
      this.#house.log("pull-refused", { room });
      return this.#room.complain(`The source ${wrong.message}. ${wrong.cure}`);
    }
    const proxy = await this.#proxy.open();
    if (this.#stopped) return this.#proxy.close();
    let wasAired = false;
    let losses = 0;
    while (!this.#stopped) {
      this.#house.log("pull", { room });
      const sinceMs = performance.now();
      this.#proxy.beginRun(wasAired);
      const fault = await this.#read(proxy);
      if (this.#stopped) return;
      wasAired = this.#sink !== undefined;
      this.#leave("the source is lost");
      if (fault === undefined) continue;
      this.#room.complain(faultWords(fault));
      losses = performance.now() - sinceMs > PROVEN_MS ? 1 : losses + 1;
      const againInMs = backOffMs(losses, { firstMs: FIRST_BACK_OFF_MS, maxMs: this.#limits.maxBackOffMs });
      this.#house.log("pull-lost", { room, fault: fault.kind, againInMs });
      await this.#rest(againInMs);
    }
  }

  /** Runs a reader to its end; answers what was wrong. Nothing was when another kind of reader has to be tried. */
  async #read(proxy: string): Promise<SourceFault | undefined> {
    const run = runPullFfmpeg({
      program: this.#house.ffmpeg,
      proxy,
      encodeSound: this.#encodeSound,
    });
    this.#run = run;
    let deadlineMs = performance.now() + BEGIN_MS;
    let isStalled = false;
    const watch = setInterval(() => {
      if (performance.now() < deadlineMs) return;
      isStalled = true;
      run.kill();
    }, WATCH_MS);
    try {
      const flv = new FlvReader();
      for await (const bytes of run.output) {
        for (const message of flv.push(bytes)) {
          if (this.#stopped) break;
          this.#sink ??= this.#room.attach(() => run.kill(), WITHOUT_END);
          this.#sink.onMessage(message);
          deadlineMs = performance.now() + this.#limits.stalledMs;
        }
      }
    } catch {
      run.kill();
    } finally {
      clearInterval(watch);
    }
    const fault = faultOfLines(await run.exit);
    if (fault.kind === "sound-codec") {
      if (this.#encodeSound) return { kind: "codec", what: "pictures of another codec" };
      this.#encodeSound = true;
      return undefined;
    }
    if (fault.kind === "codec") return fault;
    // What the proxy saw says more than what its reader made of it.
    if (this.#proxy.fault !== undefined) return this.#proxy.fault;
    if (isStalled) return { kind: "stalled" };
    return this.#sink === undefined ? fault : { kind: "ended" };
  }

  #leave(reason: string): void {
    this.#sink?.onClose(reason);
    this.#sink = undefined;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
