import { join } from "node:path";
import { Admissions } from "@nonstop/contract/admissions";
import { jsonOf } from "@nonstop/edge-client/ask-http";
import { readIfThere, writeAtomic } from "@nonstop/service/atomic-file";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import type { AdmissionsKnown } from "./admission.ts";

const ASK_MS = 5_000;
const MIN_ASK_MS = 1_000;

/**
 * Who may publish, as the edge tells every few seconds. Its last answer holds while it does not answer, also after a restart:
 * an encoder must not be locked out because the schedule is down.
 */
export class ToldAdmissions {
  #told: Admissions | undefined;
  readonly #everTold = new Set<string>();
  readonly #path: string;
  readonly #ask: () => Promise<Admissions | undefined>;
  readonly #askMs: number;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;
  /** How often it was asked, and which of these the answer in force is to. */
  #asked = 0;
  #answered = 0;

  constructor(o: {
    stateDir: string;
    ask: () => Promise<Admissions | undefined>;
    askMs?: number | undefined;
    log: Log;
  }) {
    this.#path = join(o.stateDir, "admissions.json");
    this.#ask = o.ask;
    this.#askMs = o.askMs ?? ASK_MS;
    this.#log = o.log;
  }

  get known(): AdmissionsKnown {
    return { told: this.#told, everTold: this.#everTold };
  }

  /** Reads what an earlier run kept, and asks from now on. */
  async follow(): Promise<void> {
    const kept = Admissions.safeParse(jsonOf((await readIfThere(this.#path)) ?? new Uint8Array(0)));
    // Shows may have been moved since; encoders and their keys last.
    if (kept.success) this.#told = { rooms: [], encoders: kept.data.encoders };
    void this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), this.#askMs);
  }

  /** Somebody came with a key that is not known here: it may be a new one. */
  askSoon(): void {
    if (performance.now() - this.#askedMs >= MIN_ASK_MS) void this.#refresh();
  }

  /** Asks no more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  async #refresh(): Promise<void> {
    this.#askedMs = performance.now();
    const asked = ++this.#asked;
    const told = await this.#ask();
    // A late answer may know an older key of an encoder, and would put the encoder out.
    if (told === undefined || asked < this.#answered) return;
    this.#answered = asked;
    const isNews = JSON.stringify(told.encoders) !== JSON.stringify(this.#told?.encoders);
    this.#told = told;
    for (const { room } of told.rooms) this.#everTold.add(room);
    if (!isNews) return;
    await writeAtomic(this.#path, JSON.stringify(told)).catch((thrown: unknown) =>
      this.#log("admissions-not-kept", { problem: messageOf(thrown) }),
    );
  }
}
