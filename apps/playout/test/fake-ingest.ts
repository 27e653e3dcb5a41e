import { createServer, type Server, type ServerResponse } from "node:http";
import { encodeBundle } from "@nonstop/contract/bundle";
import type { RoomNews } from "@nonstop/contract/room";
import type { Trouble } from "@nonstop/contract/trouble";
import { Inbox } from "./inbox.ts";
import { portOf } from "./port-of.ts";
import { madeUpSecond } from "./made-up-media.ts";

/** Ingest as a playout sees it: announces seconds and gives them out. */
export class FakeIngest {
  readonly asked = new Inbox<string>();
  readonly listeners = new Inbox<ServerResponse>();
  /** Seconds given out wrongly, by `room/second`. */
  readonly garbage = new Map<string, Uint8Array | "hang" | "hang-once">();
  readonly #listening = new Set<ServerResponse>();
  readonly #server: Server;
  readonly #offered = new Map<string, [number, number]>();
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? "";
      this.asked.put(path);
      if (request.headers.authorization !== "Bearer ingest-token") return void response.writeHead(401).end();
      if (path === "/events") return this.#listen(response);
      const [, room = "", second = ""] = /^\/rooms\/([^/]+)\/(\d+)$/.exec(path) ?? [];
      const garbage = this.garbage.get(`${room}/${second}`);
      if (garbage === "hang-once") this.garbage.delete(`${room}/${second}`);
      if (garbage === "hang" || garbage === "hang-once") return undefined;
      if (garbage !== undefined) return void response.end(garbage);
      const span = this.#offered.get(room);
      if (span === undefined || Number(second) < span[0] || Number(second) >= span[1])
        return void response.writeHead(404).end("{}");
      const header = { room, second: Number(second) };
      const parts = new Map(Object.entries(madeUpSecond(room, Number(second))));
      return void response.end(encodeBundle(header, parts));
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = portOf(this.#server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#listening.clear();
    await closed;
  }

  /** Offers a room's seconds `[from, to)`; those not yet announced are. */
  offer(room: string, from: number, to: number, troubles: Trouble[] = []): void {
    const before = this.#offered.get(room);
    this.#offered.set(room, [from, to]);
    for (let second = Math.max(from, before?.[1] ?? from); second < to; second += 1)
      this.say({ kind: "second", room, second, offeredAtMs: (second + 1) * 1000 + 150, troubles });
  }

  say(event: RoomNews): void {
    this.sayText(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  sayText(text: string): void {
    for (const response of this.#listening) response.write(text);
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": here\n\n");
    this.#listening.add(response);
    for (const [room, span] of this.#offered)
      response.write(
        `event: room\ndata: ${JSON.stringify({
          kind: "room",
          status: { room, state: "live", sinceMs: 0, offered: [span] },
        } satisfies RoomNews)}\n\n`,
      );
    this.listeners.put(response);
  }
}
