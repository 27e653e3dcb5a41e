import type { EdgeMessage } from "@nonstop/contract/origin-socket";
import type { Take, Rundown } from "@nonstop/contract/rundown";

/** What is to be aired: the newest rundown and the takes. Versions only go up. */
export class RunningOrder {
  rundown: Rundown | undefined;
  takes: readonly Take[] = [];
  /** Counts changes. A decision made at an earlier revision must be made again. */
  revision = 0;
  readonly #channel: string;
  readonly #onChange: (what: "rundown" | "takes") => void;
  #isFromDisk = false;
  #isFromEdge = false;
  #takesVersion = -1;

  constructor(channel: string, onChange: (what: "rundown" | "takes") => void) {
    this.#channel = channel;
    this.#onChange = onChange;
  }

  /** Whether the edge has told its rundown in this run. */
  get isFromEdge(): boolean {
    return this.#isFromEdge;
  }

  get rundownVersion(): number {
    return this.rundown?.version ?? 0;
  }

  /** The versions that a decision is made from now. */
  get versions(): { rundownVersion: number; takesVersion: number } {
    return { rundownVersion: this.rundownVersion, takesVersion: Math.max(0, this.#takesVersion) };
  }

  /** Begins with the last rundown of an earlier run. Any rundown from the edge replaces it, whatever its version. */
  beginWith(rundown: Rundown): void {
    if (this.rundown !== undefined || rundown.channel !== this.#channel) return;
    this.#isFromDisk = true;
    this.#set(rundown);
  }

  /** Adopts a rundown of the edge if it is newer. Answers whether it did. */
  adopt(rundown: Rundown): boolean {
    if (rundown.channel !== this.#channel) return false;
    const wasFromDisk = this.#isFromDisk;
    this.#isFromEdge = true;
    this.#isFromDisk = false;
    if (!wasFromDisk && rundown.version <= this.rundownVersion) return false;
    this.#set(rundown);
    return true;
  }

  /** A socket to the edge opened. Its list of takes comes next and holds whatever its version: a Channel may have begun anew. */
  connected(): void {
    this.#takesVersion = -1;
  }

  /** Accepts a message from the edge's socket. */
  hear(message: Exclude<EdgeMessage, { kind: "piece-replaced" }>): void {
    if (message.kind === "rundown") {
      this.adopt(message.rundown);
      return;
    }
    if (message.version <= this.#takesVersion) return;
    this.#takesVersion = message.version;
    this.takes = message.takes;
    this.revision += 1;
    this.#onChange("takes");
  }

  #set(rundown: Rundown): void {
    this.rundown = rundown;
    this.revision += 1;
    this.#onChange("rundown");
  }
}
