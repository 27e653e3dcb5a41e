import {
  type ControlRoomState,
  type EdgeMessage,
  PlayoutMessage,
  type PlayoutStatus,
} from "@nonstop/contract/origin-socket";
import { sendText } from "../send-text.ts";

/** Longest status text that we accept from a playout. */
const MAX_MESSAGE_LENGTH = 256_000;
const PLAYOUT_TAG = "playout";

/**
 * The open sockets of playouts and the newest status of each. Sockets survive a hibernation. Statuses do not, but
 * playouts send them again within a second.
 */
export class PlayoutSockets {
  #ctx: DurableObjectState;
  #statuses = new Map<WebSocket, PlayoutStatus & { seenMs: number }>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  get connected(): number {
    return this.#ctx.getWebSockets(PLAYOUT_TAG).length;
  }

  /** Accepts the socket of a playout, and tells it what it must know first. */
  open(socket: WebSocket, messages: readonly EdgeMessage[]): void {
    this.#ctx.acceptWebSocket(socket, [PLAYOUT_TAG]);
    for (const message of messages) sendText(socket, JSON.stringify(message));
  }

  /** Whether a socket is a playout's. */
  includes(socket: WebSocket): boolean {
    return this.#ctx.getTags(socket).includes(PLAYOUT_TAG);
  }

  /** Records a playout's message. Returns false when a playout sends no such message. */
  hear(socket: WebSocket, text: string, nowMs: number): boolean {
    if (text.length > MAX_MESSAGE_LENGTH) return false;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      return false;
    }
    const message = PlayoutMessage.safeParse(raw);
    if (!message.success) return false;
    this.#statuses.set(socket, { ...message.data.status, seenMs: nowMs });
    return true;
  }

  /** Forgets a closed socket. */
  forget(socket: WebSocket): void {
    this.#statuses.delete(socket);
  }

  /** Sends to every playout and skips sockets that are closing. */
  push(message: EdgeMessage): void {
    const text = JSON.stringify(message);
    for (const socket of this.#ctx.getWebSockets(PLAYOUT_TAG)) sendText(socket, text);
  }

  /** The newest status of each playout, by name. */
  statuses(): ControlRoomState["playouts"] {
    const byName = new Map<string, PlayoutStatus & { seenMs: number }>();
    for (const status of this.#statuses.values()) {
      const known = byName.get(status.playout);
      if (known === undefined || known.seenMs <= status.seenMs) byName.set(status.playout, status);
    }
    return [...byName.values()].sort((a, b) => (a.playout < b.playout ? -1 : 1));
  }

  /** Live rooms that any playout can see. */
  rooms(): string[] {
    return this.statuses().flatMap((status) => status.rooms.map(({ room }) => room));
  }
}
