import type { World } from "@nonstop/sandbox/world";

/** A delivered webhook and its answer. */
export type Told = { path: string; body: string; answer: Response };
type Delivery = Parameters<World["deliver"]>[0];

/** Webhooks that the stand-ins have sent and the station has not received yet. */
export class Outbox {
  readonly #waiting: Delivery[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  readonly deliver = (delivery: Delivery): void => {
    if (!delivery.faults.lost) this.#waiting.push(delivery);
  };

  /** What waits is delivered in the reverse order, and each of it twice. */
  mix(): void {
    this.#waiting.reverse();
    this.#waiting.push(...this.#waiting);
  }

  /** Delivers what waits, in order. Throws when the station refuses one, for a vendor sends nothing that may be refused. */
  async empty(nowMs: number, send: (request: Request) => Promise<Response>): Promise<Told[]> {
    const told: Told[] = [];
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { url, method, body } = next;
      const answer = await send(new Request(url, { method, body, headers: next.sign(nowMs) }));
      if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
      told.push({ path: new URL(url).pathname, body, answer });
    }
    return told;
  }
}
