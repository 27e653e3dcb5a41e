import type { World } from "@nonstop/sandbox/world";

type Delivery = Parameters<World["deliver"]>[0];

/** Webhooks that stand-ins have sent and the station has not got yet. */
export class Outbox {
  readonly #waiting: Delivery[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  readonly deliver = (delivery: Delivery): void => {
    if (!delivery.faults.lost) this.#waiting.push(delivery);
  };

  /** Hands over what waits, in order. The station must take all that a vendor sends. */
  async empty(nowMs: number, send: (request: Request) => Promise<Response>): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { url, method, body } = next;
      const response = await send(new Request(url, { method, body, headers: next.sign(nowMs) }));
      if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
    }
  }
}
