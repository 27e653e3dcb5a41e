import { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { RoomEcho } from "@nonstop/contract/room";
import { audioInitSegment } from "@nonstop/media/init-segment";
import { z } from "zod";
import { runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import type { LiveRoom } from "../room/live-room.ts";

/** An echo shows in the sound of a telephone as well, and costs a tenth to find there. */
const RATE = 4000;
const MAX_SECONDS = 25;
/** Less sound than this says nothing. */
const MIN_SOUND_SECONDS = 8;
/** A second whose sound is below this, of 1, is none: -50 dBFS. */
const MIN_LOUDNESS = 0.003;
const MAX_THREAD_MS = 15_000;
const NOTHING: RoomEcho = { measuredSeconds: 0 };

const Echo = z.object({ delaySeconds: z.number(), strength: z.number() }).optional();

/**
 * Measures whether the sound that a room has on offer comes back in itself. One measurement runs at a time, at the lowest priority and
 * beside the rooms; whoever asks meanwhile waits for his turn.
 */
export class EchoMeter {
  readonly #ffmpeg: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ffmpeg: string) {
    this.#ffmpeg = ffmpeg;
  }

  measure(room: Pick<LiveRoom, "ring" | "parameters">): Promise<RoomEcho> {
    const turn = this.#last.then(() => this.#measure(room));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #measure({ ring, parameters }: Pick<LiveRoom, "ring" | "parameters">): Promise<RoomEcho> {
    // A gap would move what comes after it.
    const [from, to] = ring.spans().reduce(longer, [0, 0]);
    const fragments: Uint8Array[] = [];
    for (let second = Math.max(from, to - MAX_SECONDS); second < to; second += 1) {
      const fragment = ring.get(second)?.fragments["audio"];
      if (fragment !== undefined) fragments.push(fragment);
    }
    if (parameters === undefined || fragments.length < MIN_SOUND_SECONDS) return NOTHING;
    const samples = await this.#decoded([new Uint8Array(audioInitSegment(parameters.audio)), ...fragments]);
    if (samples === undefined || soundSeconds(samples) < MIN_SOUND_SECONDS) return NOTHING;
    const echo = await askThread(samples);
    return { measuredSeconds: samples.length / RATE, ...(echo === undefined ? {} : { echo }) };
  }

  async #decoded(parts: readonly Uint8Array[]): Promise<Float64Array | undefined> {
    const run = runFfmpeg({
      program: this.#ffmpeg,
      inputs: [{ source: Readable.from(parts), options: ["-f", "mp4"] }],
      output: ["-vn", "-ac", "1", "-ar", String(RATE), "-f", "s16le"],
      niceness: 19,
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of run.output) chunks.push(chunk);
    if ((await run.exit).kind !== "ended") return undefined;
    const bytes = Buffer.concat(chunks);
    return Float64Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i) / 32_768);
  }
}

function longer(a: readonly [number, number], b: readonly [number, number]): readonly [number, number] {
  return b[1] - b[0] >= a[1] - a[0] ? b : a;
}

function soundSeconds(samples: Float64Array): number {
  let seconds = 0;
  for (let from = 0; from + RATE <= samples.length; from += RATE) {
    const second = samples.subarray(from, from + RATE);
    const power = second.reduce((sum, value) => sum + value * value, 0) / RATE;
    if (Math.sqrt(power) > MIN_LOUDNESS) seconds += 1;
  }
  return seconds;
}

/** The echo, found in a thread of its own: rooms must not wait for it. */
async function askThread(samples: Float64Array): Promise<z.infer<typeof Echo>> {
  const workerData = { samples, rate: RATE };
  const thread = new Worker(new URL("./echo-thread.ts", import.meta.url), { workerData });
  const timer = setTimeout(() => void thread.terminate(), MAX_THREAD_MS);
  try {
    return await new Promise((resolve, reject) => {
      thread.once("message", (answer: unknown) => resolve(Echo.parse(answer)));
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("the thread ended without an answer")));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
