import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const MAX_LOG_BYTES = 20_000_000;
/** These processes hold bytes rather than objects, so a small nursery (in MB) keeps their memory small. */
const NODE_OPTIONS = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=4"];
/** By default glibc keeps the memory of each second of media. These settings make it return large blocks and use few arenas. */
const MALLOC_ENV = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072" };

export type ChildOptions = {
  name: string;
  /** Module to run, relative to the repository. */
  entry: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  logFile: string;
};

/**
 * One Node process of the station. Its log goes to a file. It exits when our pipe to it closes. When it dies it is started
 * again, as a container platform would do.
 */
export class Child {
  readonly name: string;
  /** Emits `listening` each time it is ready, `exit` each time it ends, and `log` with every parsed line. */
  readonly events = new EventEmitter();
  restarts = 0;
  #process: ChildProcess | undefined;
  #stopping = false;
  #options: ChildOptions;
  #log: WriteStream;
  #logged = 0;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#options = options;
    this.#log = this.#openLog();
  }

  get pid(): number | undefined {
    return this.#process?.exitCode === null && this.#process.signalCode === null
      ? this.#process.pid
      : undefined;
  }

  /** Starts the process and waits until it listens. Throws with its last words when it ends before that. */
  async start(): Promise<void> {
    const ready = once(this.events, "listening");
    const lastWords: string[] = [];
    const remember = (line: string): void => {
      lastWords.push(line);
      if (lastWords.length > 5) lastWords.shift();
    };
    this.events.on("line", remember);
    this.#spawn();
    const ended = once(this.events, "exit").then(() => {
      throw new Error(
        `${this.name} ended before it was ready: ${lastWords.join(" | ") || "it said nothing"}`,
      );
    });
    try {
      await Promise.race([ready, ended]);
    } finally {
      ended.catch(() => undefined);
      this.events.off("line", remember);
    }
  }

  /** Ends the process for good and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child !== undefined && this.pid !== undefined) {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(late);
    }
    this.#log.end();
  }

  #spawn(): void {
    const { entry, cwd, env } = this.#options;
    // Without the compile cache each process keeps the type stripper in memory, some 30 MB.
    const cache = { NODE_COMPILE_CACHE: join(cwd, "node_modules/.cache/node") };
    const child = spawn(process.execPath, [...NODE_OPTIONS, entry], {
      cwd,
      env: { ...cache, ...MALLOC_ENV, ...process.env, ...env, EXIT_WITH_PARENT: "1" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#process = child;
    child.stdin.on("error", () => undefined);
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on("line", (line) => this.#hear(line));
    }
    child.once("exit", () => {
      this.events.emit("exit");
      if (this.#stopping) return;
      this.restarts += 1;
      setTimeout(() => {
        if (!this.#stopping) this.#spawn();
      }, 1000);
    });
  }

  #hear(line: string): void {
    this.#logged += line.length + 1;
    if (this.#logged > MAX_LOG_BYTES) this.#log = this.#openLog();
    this.#log.write(`${line}\n`);
    this.events.emit("line", line);
    if (!line.startsWith("{")) return;
    try {
      const parsed: unknown = JSON.parse(line);
      this.events.emit("log", parsed);
      if (typeof parsed === "object" && parsed !== null && "event" in parsed && parsed.event === "listening")
        this.events.emit("listening");
    } catch {
      // The line is not one of our log lines. It is in the file all the same.
    }
  }

  #openLog(): WriteStream {
    const { logFile } = this.#options;
    this.#logged = 0;
    if (existsSync(logFile) && statSync(logFile).size > 0) renameSync(logFile, `${logFile}.1`);
    const log = createWriteStream(logFile, { flags: "a" });
    // A full disk, or a line after the end, must cost only the line and not the station.
    log.on("error", () => undefined);
    return log;
  }
}
