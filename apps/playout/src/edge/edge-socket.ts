import { backOffMs } from "@nonstop/contract/back-off";
import { EdgeMessage, type PlayoutMessage } from "@nonstop/contract/origin-socket";
import { routes } from "@nonstop/contract/routes";
import { jsonOf } from "@nonstop/edge-client/ask-http";
import type { Log } from "@nonstop/telemetry/log";

const BACK_OFF = { firstMs: 250, maxMs: 5_000 };
const CONNECT_TIMEOUT_MS = 5000;
/** The edge answers `ping` with `pong`. After `IDLE_MS` of silence the connection may be half open and is given up. */
const PING_MS = 10_000;
const IDLE_MS = 25_000;
/** When more than this is unsent, nobody reads at the other end. */
const MAX_UNSENT_BYTES = 1_000_000;

/** The socket on which the edge pushes rundowns and takes, and hears this playout's status. Reconnects for ever. */
export class EdgeSocket {
  readonly #url: string;
  readonly #token: string;
  readonly #onOpen: () => void;
  readonly #hear: (message: EdgeMessage) => void;
  readonly #log: Log;
  readonly #idleMs: number;
  #socket: WebSocket | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #pinging: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** Connections lost in a row. */
  #losses = 0;
  #stopped = false;

  constructor(o: {
    edgeUrl: string;
    token: string;
    channel: string;
    /** Called at each connect, before the first message is heard. */
    onOpen: () => void;
    hear: (message: EdgeMessage) => void;
    log: Log;
    idleMs?: number;
  }) {
    this.#url = o.edgeUrl.replace(/^http/, "ws") + routes.originSocket(o.channel);
    this.#token = o.token;
    this.#onOpen = o.onOpen;
    this.#hear = o.hear;
    this.#log = o.log;
    this.#idleMs = o.idleMs ?? IDLE_MS;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  start(): void {
    if (this.#stopped) return;
    this.#pinging ??= setInterval(() => this.#say("ping"), PING_MS);
    // undici accepts headers here. A browser's WebSocket does not, and the type is the browser's.
    const Socket: new (url: string, init: { headers: Record<string, string> }) => WebSocket = WebSocket;
    const socket = new Socket(this.#url, { headers: { authorization: `Bearer ${this.#token}` } });
    this.#socket = socket;
    this.#watch(CONNECT_TIMEOUT_MS);
    socket.addEventListener("open", () => {
      if (this.#socket !== socket) return socket.close();
      this.#losses = 0;
      this.#watch(this.#idleMs);
      this.#log("edge-socket-open");
      this.#onOpen();
    });
    socket.addEventListener("message", (event) => {
      if (this.#socket !== socket) return;
      this.#watch(this.#idleMs);
      this.#read(event.data);
    });
    socket.addEventListener("close", () => this.#lost(socket));
    socket.addEventListener("error", () => this.#lost(socket));
  }

  /** Sends a message if the socket is open; else it is dropped, for the next status follows in a second. */
  send(message: PlayoutMessage): void {
    this.#say(JSON.stringify(message));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    clearInterval(this.#pinging);
    this.#socket?.close();
  }

  #say(text: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) return this.#lost(this.#socket);
    this.#socket.send(text);
  }

  #read(text: unknown): void {
    if (text === "pong") return;
    const parsed = EdgeMessage.safeParse(typeof text === "string" ? jsonOf(Buffer.from(text)) : undefined);
    if (parsed.success) this.#hear(parsed.data);
    else this.#log("edge-message-ignored", { problem: parsed.error.issues[0]?.message ?? "invalid" });
  }

  #watch(ms: number): void {
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#watchdog = setTimeout(() => socket && this.#lost(socket), ms);
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    clearTimeout(this.#watchdog);
    socket.close();
    if (this.#stopped) return;
    this.#losses += 1;
    if (this.#losses === 1) this.#log("edge-socket-lost");
    this.#retry = setTimeout(() => this.start(), backOffMs(this.#losses, BACK_OFF));
  }
}
