import { buffer } from "node:stream/consumers";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AssetIndex } from "@nonstop/contract/asset";
import { mediaMark } from "@nonstop/contract/asset-source";
import { decodeBundle } from "@nonstop/contract/bundle";
import { type EdgeMessage, PlayoutMessage } from "@nonstop/contract/origin-socket";
import { type ProposalAnswer, ProposalHeader } from "@nonstop/contract/proposal";
import type { Take, Rundown } from "@nonstop/contract/rundown";
import type { Clock } from "../src/time/clock.ts";
import { Inbox } from "./inbox.ts";
import { portOf } from "./port-of.ts";
import { ServerSocket } from "./websocket-server.ts";

export type Proposed = ProposalHeader & { atMs: number; parts: ReadonlyMap<string, Uint8Array> };
export type FakeAsset = { index: AssetIndex; chunks: Uint8Array[] };

/** The edge as a playout sees it: commits the first proposal of each second, as the real one does. */
export class FakeEdge {
  readonly proposals = new Inbox<Proposed>();
  readonly committed = new Inbox<Proposed>();
  readonly statuses = new Inbox<PlayoutMessage>();
  readonly connections = new Inbox<ServerSocket>();
  readonly asked = new Inbox<string>();
  readonly assets = new Map<string, FakeAsset>();
  /** Answers a proposal instead of the usual rule. */
  answer: ((proposed: Proposed) => ProposalAnswer | "hang-up" | "silence" | undefined) | undefined;
  slate: Uint8Array | undefined;
  rundown: Rundown | undefined;
  pushesRundown = true;
  takes: Take[] = [];
  #takesVersion = 1;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #sockets = new Set<ServerSocket>();
  #port = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on("upgrade", (request, socket) => {
      const server = new ServerSocket(request, socket, (text) => this.#hear(server, text));
      this.#sockets.add(server);
      this.connections.put(server);
      if (this.rundown !== undefined && this.pushesRundown)
        this.#push({ kind: "rundown", rundown: this.rundown });
      this.#push(this.#takesMessage());
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = portOf(this.#server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Goes down as a machine does: connections break, the port is closed. `open` brings it back. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    this.#sockets.clear();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  push(rundown: Rundown): void {
    this.rundown = rundown;
    this.#push({ kind: "rundown", rundown });
  }

  take(takes: Take[], o: { isPushed: boolean } = { isPushed: true }): void {
    this.takes = takes;
    this.#takesVersion += 1;
    if (o.isPushed) this.#push(this.#takesMessage());
  }

  pushText(text: string): void {
    for (const socket of this.#sockets) socket.send(text);
  }

  /** Its Channel begins anew: no takes, and versions from the start. */
  forgetTakes(): void {
    this.takes = [];
    this.#takesVersion = 0;
  }

  #takesMessage(): Extract<EdgeMessage, { kind: "takes" }> {
    return { kind: "takes", version: this.#takesVersion, takes: this.takes };
  }

  #push(message: EdgeMessage): void {
    this.pushText(JSON.stringify(message));
  }

  #hear(socket: ServerSocket, text: string): void {
    if (text === "ping") return socket.send("pong");
    if (text === "") return undefined;
    return this.statuses.put(PlayoutMessage.parse(JSON.parse(text)));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    this.asked.put(path);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== "Bearer origin-token") return json(401, {});
    const second = /\/seconds\/(\d+)$/.exec(path)?.[1];
    if (second !== undefined) return this.#propose(request, response);
    if (path.endsWith("/clock")) return json(200, { nowMs: this.#clock.nowMs() });
    if (path.endsWith("/rundown"))
      return this.rundown === undefined ? json(404, {}) : json(200, this.rundown);
    if (path.endsWith("/slate") && this.slate !== undefined) return void response.end(this.slate);
    const [, asset = "", mark, file = ""] = /\/assets\/([^/]+)(?:\/([^/]+))?\/([^/]+)$/.exec(path) ?? [];
    const found = this.assets.get(asset);
    if (mark !== undefined && mark !== mediaMark(found?.index.source)) return json(404, {});
    if (file === "index.json" && found !== undefined) return json(200, found.index);
    const chunk = found?.chunks[Number.parseInt(file, 10)];
    if (chunk !== undefined) return void response.end(chunk);
    return json(404, {});
  }

  async #propose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bundle = decodeBundle(await buffer(request), ProposalHeader);
    if ("kind" in bundle) throw new Error(bundle.message);
    const proposed = { ...bundle.header, atMs: this.#clock.nowMs(), parts: bundle.parts };
    const answer = this.answer?.(proposed) ?? this.#judge(proposed);
    if (answer === "hang-up") return void response.destroy();
    if (answer === "silence") return;
    if (answer.kind === "committed") this.committed.put(proposed);
    this.proposals.put(proposed);
    const status = new Map<string, number>([
      ["committed", 201],
      ["too-early", 425],
    ]).get(answer.kind);
    response.writeHead(status ?? 409, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  #judge(proposed: Proposed): ProposalAnswer {
    const { second, atMs } = proposed;
    if ((second + 1) * 1000 > atMs) return { kind: "too-early", second, nowMs: atMs };
    if (this.committed.all.some((known) => known.second === second))
      return { kind: "taken", second, by: "playout" };
    if (atMs >= second * 1000 + 3500) return { kind: "taken", second, by: "slate" };
    if (this.rundown !== undefined && proposed.rundownVersion < this.rundown.version)
      return { kind: "stale-rundown", second, rundown: this.rundown };
    const { version, takes } = this.#takesMessage();
    if (proposed.takesVersion < version) return { kind: "stale-takes", second, version, takes };
    return { kind: "committed", second, committedAtMs: atMs };
  }
}
