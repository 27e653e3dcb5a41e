import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { ControlRoomMessage, ControlRoomState } from "@nonstop/contract/origin-socket";
import { clock } from "@nonstop/door/clock";
import { sendText } from "../send-text.ts";

const CONTROL_TAG = "control";
const STATE_EVERY_MS = 1000;
/** Most seconds that the socket sends at once. After a longer outage the as-run tells the rest. */
const MOST_SECONDS_AT_ONCE = 10;
/** The status with which a socket is closed whose session has ended: a policy violation (RFC 6455, 7.4.1). */
const SESSION_ENDED = 1008;

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

  /**
   * Accepts the socket of a control room, and sends it the state. It is closed when the `session` of its query ends, at
   * second `until` at the latest.
   */
  open(socket: WebSocket, query: URLSearchParams): void {
    const session = query.get("session");
    this.#ctx.acceptWebSocket(socket, session === null ? [CONTROL_TAG] : [CONTROL_TAG, sessionTag(session)]);
    if (session !== null) socket.serializeAttachment(Number(query.get("until")));
    sendText(socket, JSON.stringify({ kind: "state", state: this.#state() } satisfies ControlRoomMessage));
  }

  /** Closes the sockets that a session opened. */
  endSession(id: string): void {
    for (const socket of this.#ctx.getWebSockets(sessionTag(id))) socket.close(SESSION_ENDED, "signed out");
  }

  /** Tells every control room that seconds `[from, to)` were listed. */
  secondsListed(from: number, to: number, read: (second: number) => CommittedSecond): void {
    const sockets = this.#open();
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
    for (const socket of this.#open()) sendText(socket, text);
  }

  /** The sockets whose session lasts. The others are closed. */
  #open(): WebSocket[] {
    return this.#ctx.getWebSockets(CONTROL_TAG).filter((socket) => {
      const until: unknown = socket.deserializeAttachment();
      const lasts = typeof until !== "number" || clock.nowMs() < until * 1000;
      if (!lasts) socket.close(SESSION_ENDED, "the session has ended");
      return lasts;
    });
  }
}

function sessionTag(id: string): string {
  return `session:${id}`;
}
