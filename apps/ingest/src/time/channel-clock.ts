import { ClockAnswer } from "@nonstop/contract/time";
import { routes } from "@nonstop/contract/routes";
import type { Log } from "../log.ts";

const PROBES = 4;
const TIMEOUT_MS = 2_000;
/** After the first measurement the clock moves at most this share of the time that passes. */
const SLEW = 0.01;
/** A difference this large is no drift: the clock is set at once. */
const STEP_MS = 2_000;
const ALARM_MS = 250;

/** Channel time as this process knows it: the edge's clock, kept on the monotonic one. */
export class ChannelClock {
  #offset: number;
  #target: number;
  #slewedAt: number;
  #measured = false;
  /** Last measured difference to what this clock said, in ms. */
  skewMs = 0;
  readonly #monotonic: () => number;

  /** Begins at the machine's wall clock, which is not read again. */
  constructor(wallMs: number = Date.now(), monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
    this.#slewedAt = monotonic();
    this.#offset = wallMs - this.#slewedAt;
    this.#target = this.#offset;
  }

  /** Milliseconds since the Unix epoch, channel time. */
  nowMs(): number {
    const at = this.#monotonic();
    const most = (at - this.#slewedAt) * SLEW;
    this.#offset += Math.max(-most, Math.min(most, this.#target - this.#offset));
    this.#slewedAt = at;
    return at + this.#offset;
  }

  /** True once the edge has answered. */
  get measured(): boolean {
    return this.#measured;
  }

  /** Takes one measurement: the edge said `edgeMs` halfway between two readings of the monotonic clock. */
  measure(edgeMs: number, sentAt: number, receivedAt: number): void {
    const offset = edgeMs - (sentAt + receivedAt) / 2;
    this.skewMs = offset - this.#offset;
    this.#target = offset;
    if (!this.#measured || Math.abs(this.skewMs) > STEP_MS) this.#offset = offset;
    this.#measured = true;
  }

  /** Asks the edge a few times and believes the quickest answer. False when it did not answer. */
  async ask(edgeUrl: string, token: string, log: Log): Promise<boolean> {
    let best: { edgeMs: number; sentAt: number; receivedAt: number } | undefined;
    for (let i = 0; i < PROBES; i++) {
      const sentAt = this.#monotonic();
      const edgeMs = await readEdgeClock(edgeUrl, token);
      const receivedAt = this.#monotonic();
      if (edgeMs === undefined) break;
      if (best === undefined || receivedAt - sentAt < best.receivedAt - best.sentAt)
        best = { edgeMs, sentAt, receivedAt };
    }
    if (best === undefined) return false;
    const first = !this.#measured;
    this.measure(best.edgeMs, best.sentAt, best.receivedAt);
    if (first || Math.abs(this.skewMs) > ALARM_MS)
      log(first ? "clock-measured" : "clock-skew", { skewMs: Math.round(this.skewMs) });
    return true;
  }
}

async function readEdgeClock(edgeUrl: string, token: string): Promise<number | undefined> {
  try {
    const answer = await fetch(new URL(routes.clock, edgeUrl), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return undefined;
    const parsed = ClockAnswer.safeParse(await answer.json());
    return parsed.success ? parsed.data.nowMs : undefined;
  } catch {
    return undefined;
  }
}
