import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { ControlRoomMessage, ControlRoomState } from "@nonstop/contract/origin-socket";
import { clock } from "@nonstop/door/clock";
import { sendText } from "../playouts/playout-sockets.ts";

export const CONTROL_TAG = "control";
const STATE_EVERY_MS = 1000;
/** Most seconds that the socket sends at once. After a longer outage the as-run tells the rest. */
const MOST_SECONDS_AT_ONCE = 10;

/** The sockets of control rooms. They receive each second as it is listed, and the state at most once a second. */
export class ControlRooms {
  #ctx: DurableObjectState;
  #state: () => ControlRoomState;
  #sentMs = 0;
  #pending = false;

  constructor(ctx: DurableObjectState, state: () => ControlRoomState) {
    this.#ctx = ctx;
    this.#state = state;
  }

  get connected(): number {
    return this.#ctx.getWebSockets(CONTROL_TAG).length;
  }

  /** Sends the state to a control room that has just connected. */
  greet(socket: WebSocket): void {
    sendText(socket, JSON.stringify({ kind: "state", state: this.#state() } satisfies ControlRoomMessage));
  }

  /** Tells every control room that seconds `[from, to)` were listed. */
  secondsListed(from: number, to: number, read: (second: number) => CommittedSecond): void {
    const sockets = this.#ctx.getWebSockets(CONTROL_TAG);
    if (sockets.length === 0) return;
    for (let second = Math.max(from, to - MOST_SECONDS_AT_ONCE); second < to; second += 1) {
      const text = JSON.stringify({ kind: "second", second: read(second) } satisfies ControlRoomMessage);
      for (const socket of sockets) sendText(socket, text);
    }
  }

  /** Call it when something that the state shows has changed. */
  stateChanged(): void {
    if (this.#pending || this.connected === 0) return;
    const dueMs = this.#sentMs + STATE_EVERY_MS;
    if (clock.nowMs() >= dueMs) {
      this.#send();
      return;
    }
    this.#pending = true;
    clock.wakeAt(dueMs, () => {
      this.#pending = false;
      this.#send();
    });
  }

  #send(): void {
    this.#sentMs = clock.nowMs();
    const text = JSON.stringify({ kind: "state", state: this.#state() } satisfies ControlRoomMessage);
    for (const socket of this.#ctx.getWebSockets(CONTROL_TAG)) sendText(socket, text);
  }
}
