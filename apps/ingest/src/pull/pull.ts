import { performance } from "node:perf_hooks";
import { backOffMs } from "@nonstop/contract/back-off";
import { type Pull as PullOrder, sourceProblem } from "@nonstop/contract/pull";
import type { Log } from "@nonstop/telemetry/log";
import { type LiveRoom, WITHOUT_KEY } from "../room/live-room.ts";
import type { PublisherSink } from "../rtmp/session-guard.ts";
import { FlvReader } from "./flv-reader.ts";
import { anyNames, runPullFfmpeg, type PullRun } from "./pull-ffmpeg.ts";
import { PULL_LIMITS, type PullLimits } from "./pull-limits.ts";
import { PullProxy } from "./pull-proxy.ts";
import { faultOfLines, faultWords, isNobodySending, type SourceFault } from "./source-fault.ts";

const FIRST_BACK_OFF_MS = 1_000;
/** After reading for so long a reader has proven its source, and the next pause is the shortest again. */
const PROVEN_MS = 30_000;
/** How long a new reader may need until its first picture or sound. */
const BEGIN_MS = 25_000;
const WATCH_MS = 1_000;
/** How often a live input is asked whether somebody sends to it. */
const ASK_INPUT_MS = 2_000;

/** What every pull of this process shares. `keepsBreaks`: breaks that a source tells of are breaks of the channel as well. */
export type PullParts = {
  ffmpeg: string;
  loopback: boolean;
  keepsBreaks: boolean;
  limits?: Partial<PullLimits>;
  log: Log;
};

/**
 * Pulls one source into its room until it is stopped, with one reader after another. For the room it is a publisher that comes
 * and goes.
 */
export class Pull {
  readonly #room: LiveRoom;
  readonly #isInput: boolean;
  #url: string;
  readonly #o: PullParts;
  readonly #limits: PullLimits;
  readonly #proxy: PullProxy;
  #run: PullRun | undefined;
  #sink: PublisherSink | undefined;
  #encodeSound = false;
  #hlsOptions: readonly string[] = [];
  #stopped = false;
  #wake: () => void = () => {};

  constructor(room: LiveRoom, { url, isInput }: Pick<PullOrder, "url" | "isInput">, o: PullParts) {
    this.#room = room;
    this.#isInput = isInput === true;
    this.#url = url;
    this.#o = o;
    this.#limits = { ...PULL_LIMITS, ...o.limits };
    this.#proxy = new PullProxy({
      source: url,
      isInput: this.#isInput,
      loopback: o.loopback,
      limits: this.#limits,
    });
    // A fault in one pull must not touch the others.
    void this.#live().catch(() => o.log("pull-fault", { room: room.room }));
  }

  /** The source has another token in its address. Whoever reads it reads on. */
  renew(url: string): void {
    this.#url = url;
    this.#proxy.renew(url);
  }

  /** Ends the pull and leaves the room. */
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
      ? sourceProblem(new URL(this.#url), this.#o.loopback)
      : { message: "is no address", cure: "" };
    if (wrong !== undefined) {
      this.#o.log("pull-refused", { room });
      return this.#room.complain(`The source ${wrong.message}. ${wrong.cure}`);
    }
    this.#hlsOptions = await anyNames(this.#o.ffmpeg);
    const proxy = await this.#proxy.open();
    if (this.#stopped) return this.#proxy.close();
    let wasAired = false;
    let losses = 0;
    while (!this.#stopped) {
      if (!(await this.#hasBegun())) continue;
      this.#o.log("pull", { room });
      const sinceMs = performance.now();
      this.#proxy.beginRun(wasAired);
      const fault = await this.#read(proxy);
      if (this.#stopped) return;
      wasAired = this.#sink !== undefined;
      this.#leave("the source is lost");
      if (fault === undefined) continue;
      this.#complainOf(fault);
      if (this.#isInput && isNobodySending(fault)) {
        // What was sent before a discontinuity has ended, and goes on behind it.
        if (fault.kind !== "ended") await this.#rest(ASK_INPUT_MS);
        continue;
      }
      losses = performance.now() - sinceMs > PROVEN_MS ? 1 : losses + 1;
      const againInMs = backOffMs(losses, { firstMs: FIRST_BACK_OFF_MS, maxMs: this.#limits.maxBackOffMs });
      this.#o.log("pull-lost", { room, fault: fault.kind, againInMs });
      await this.#rest(againInMs);
    }
  }

  /** Waits a moment when nobody sends to a live input. A source is read at once: what is wrong with it is to be told. */
  async #hasBegun(): Promise<boolean> {
    if (!this.#isInput || (await this.#proxy.hasBegun())) return !this.#stopped;
    const { fault } = this.#proxy;
    if (fault !== undefined && !this.#stopped) this.#complainOf(fault);
    if (!this.#stopped) await this.#rest(ASK_INPUT_MS);
    return false;
  }

  // A guest who has not come, or has left, is no fault of the input.
  #complainOf(fault: SourceFault): void {
    const isFault = !this.#isInput || !isNobodySending(fault);
    this.#room.complain(isFault ? faultWords(fault) : undefined);
  }

  /** Runs a reader to its end and answers what was wrong; undefined when another kind of reader is to be tried at once. */
  async #read(proxy: string): Promise<SourceFault | undefined> {
    const run = runPullFfmpeg({
      program: this.#o.ffmpeg,
      proxy,
      encodeSound: this.#encodeSound,
      isInput: this.#isInput,
      hlsOptions: this.#hlsOptions,
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
          this.#sink ??= this.#room.attach(() => run.kill(), WITHOUT_KEY);
          const isBreak =
            this.#o.keepsBreaks && message.kind === "video" && this.#proxy.isBreak(message.timestampMs);
          this.#sink.onMessage(isBreak ? { ...message, isBreak: true } : message);
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
    // The proxy knows more about a fault than its reader does.
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
