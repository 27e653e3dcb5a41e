import { ChildProcess } from "node:child_process";
import { PassThrough, type Readable } from "node:stream";
import ffmpeg from "fluent-ffmpeg";
import { boundProcess } from "../bounds/process-bounds.ts";

/** One input: a path, a lavfi description or an in-process readable, with the options that stand before it. */
export type FfmpegInput = { source: string | Readable; options: readonly string[] };

export type FfmpegCommand = {
  program: string;
  inputs: readonly FfmpegInput[];
  /** Options before the first input. */
  global?: readonly string[];
  filterGraph?: string;
  output: readonly string[];
  niceness?: number;
  /** Whether it is bounded in memory and processor time. */
  isBounded?: boolean;
};

/** `over-cpu`: it was ended because it took more processor time than its bounds allow. */
type FfmpegExit =
  | { kind: "ended" }
  | { kind: "over-cpu" }
  | { kind: "failed"; reason: string; lines: readonly string[] };

export type FfmpegRun = {
  /** What ffmpeg writes to its output. */
  output: AsyncIterable<Uint8Array>;
  /** Reads the output on and drops it, so that ffmpeg can end. */
  ignoreOutput(): void;
  /** Settles once, when the process is gone. Never rejects. */
  exit: Promise<FfmpegExit>;
  kill(): void;
};

const KEPT_LINES = 20;
/** ffmpeg's exit codes after a signal it has seen, and after several. We send it none but SIGKILL. */
const AFTER_SIGNAL = /exited with code (255|123)\b/;

/**
 * Builds and runs one ffmpeg that writes to our pipe. No other file knows fluent-ffmpeg, which is archived upstream.
 * `onLine` sees each line of stderr. A line for which it answers true is not kept for the failure.
 */
export function runFfmpeg(
  command: FfmpegCommand,
  onLine: (line: string) => boolean = () => false,
): FfmpegRun {
  // fluent-ffmpeg mistakes a closed output for a broken one and would kill an ffmpeg that is about to end well.
  const output = new PassThrough({ highWaterMark: 1 << 20, emitClose: false });
  const run = ffmpeg({ stdoutLines: KEPT_LINES, niceness: command.niceness ?? 0 });
  run.setFfmpegPath(command.program);
  command.inputs.forEach((input, index) => {
    run.input(input.source);
    const before =
      index === 0 ? ["-hide_banner", "-loglevel", "warning", "-nostats", ...(command.global ?? [])] : [];
    run.inputOptions(...before, ...input.options);
  });
  if (command.filterGraph !== undefined) run.complexFilter(command.filterGraph);
  run.outputOptions(...command.output);

  const lines: string[] = [];
  let killed = false;
  let started = false;
  let unbound = (): void => {};
  const exit = new Promise<FfmpegExit>((resolve) => {
    run.on("start", () => {
      started = true;
      const child: unknown = Reflect.get(run, "ffmpegProc");
      if (command.isBounded === true && child instanceof ChildProcess && child.pid !== undefined)
        unbound = boundProcess(child.pid);
      if (killed) run.kill("SIGKILL");
    });
    run.on("stderr", (line: string) => {
      if (line === "" || onLine(line)) return;
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    });
    run.on("end", () => resolve({ kind: "ended" }));
    run.on("error", ({ message }: Error) => {
      const isOver = command.isBounded === true && AFTER_SIGNAL.test(message);
      resolve(isOver ? { kind: "over-cpu" } : { kind: "failed", reason: message, lines });
    });
  });
  void exit.then(() => unbound());
  run.pipe(output, { end: true });
  // The process may start only after fluent-ffmpeg has looked at its capabilities; until then a kill waits.
  const kill = (): void => {
    killed = true;
    if (started) run.kill("SIGKILL");
  };
  return { output, exit, kill, ignoreOutput: () => void output.resume() };
}

/**
 * Lets fluent-ffmpeg read this ffmpeg's capabilities once, so that the first room need not wait for that. False when ffmpeg
 * cannot be run.
 */
export function findFfmpeg(program: string): Promise<boolean> {
  const probe = ffmpeg();
  probe.setFfmpegPath(program);
  return new Promise((resolve) => {
    probe.getAvailableFormats((error: unknown) => {
      if (error instanceof Error) return resolve(false);
      probe.getAvailableEncoders((error: unknown) => resolve(!(error instanceof Error)));
    });
  });
}
