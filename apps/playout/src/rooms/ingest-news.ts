import { backOffMs } from "@nonstop/contract/back-off";
import { RoomNews } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { jsonOf } from "@nonstop/edge-client/ask-http";
import { SseParser } from "./sse-parser.ts";
import { type Log, messageOf } from "@nonstop/telemetry/log";

const BACK_OFF = { firstMs: 250, maxMs: 5_000 };
/** Ingest says something at least every 5 s. */
const SILENCE_MS = 12_000;

type Parts = {
  ingestUrl: string;
  token: string;
  /** Called at each connect, before the first news is heard. */
  onOpen: () => void;
  hear: (news: RoomNews) => void;
  log: Log;
};

/** Listens to what ingest tells of its rooms, for ever. A dead, silent or babbling ingest is given up and called again. */
export class IngestNews {
  isConnected = false;
  readonly #o: Parts;
  readonly #stop = new AbortController();

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    let losses = 0;
    while (!this.#stop.signal.aborted) {
      const reason = await this.#listen();
      losses = this.isConnected ? 1 : losses + 1;
      if (this.#stop.signal.aborted) return;
      // Once is enough: the warning stands until it is back.
      if (losses === 1) this.#o.log("ingest-lost", { reason });
      this.isConnected = false;
      await this.#pause(backOffMs(losses, BACK_OFF));
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Listens until the connection ends and answers why it did. */
  async #listen(): Promise<string> {
    const connection = new AbortController();
    const end = (): void => connection.abort(new Error("silent"));
    let watchdog = setTimeout(end, SILENCE_MS);
    try {
      const response = await fetch(this.#o.ingestUrl + routes.allNews, {
        headers: { authorization: `Bearer ${this.#o.token}`, accept: "text/event-stream" },
        redirect: "error",
        signal: AbortSignal.any([connection.signal, this.#stop.signal]),
      });
      if (response.status !== 200 || response.body === null) {
        connection.abort();
        return `status ${response.status}`;
      }
      this.isConnected = true;
      this.#o.log("ingest-connected");
      this.#o.onOpen();
      const parser = new SseParser();
      const decoder = new TextDecoder();
      for await (const piece of response.body) {
        clearTimeout(watchdog);
        watchdog = setTimeout(end, SILENCE_MS);
        const events = parser.push(decoder.decode(piece, { stream: true }));
        if (events === undefined) return "it sends an event without end";
        for (const event of events) this.#read(event);
      }
      return "closed";
    } catch (thrown) {
      return messageOf(thrown);
    } finally {
      clearTimeout(watchdog);
      connection.abort();
    }
  }

  #read(text: string): void {
    const parsed = RoomNews.safeParse(jsonOf(Buffer.from(text)));
    if (parsed.success) this.#o.hear(parsed.data);
    else this.#o.log("room-news-ignored", { problem: parsed.error.issues[0]?.message ?? "invalid" });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#stop.signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#stop.signal.addEventListener("abort", done);
    });
  }
}
