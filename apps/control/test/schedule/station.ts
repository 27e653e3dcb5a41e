import { secondOf } from "@nonstop/contract/time";
import { EventsAnswer, type EventStatus } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { Rundown } from "@nonstop/contract/rundown";
import { noFaults } from "@nonstop/sandbox/faults";
import { reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { vi } from "vitest";
import { z } from "zod";
import { clock } from "@nonstop/door/clock";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { parseSettings, settingsOf, type Settings } from "../../src/settings.ts";
import { signContentfulRequest } from "../../src/vendors/contentful/signature.ts";
import { zoomSignature } from "../../src/vendors/zoom/signature.ts";
import { ContentfulInProcess } from "../stand-ins/contentful.ts";
import { MailServer } from "../stand-ins/mail.ts";
import { Outbox } from "../stand-ins/outbox.ts";
import { quietWorld } from "../stand-ins/quiet-world.ts";
import { StreamInProcess } from "../stand-ins/stream.ts";
import { ZoomInProcess } from "../stand-ins/zoom.ts";
import { FakeIngest } from "./fake-ingest.ts";

const ORIGIN = "https://station.test";
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const real = { ...clock };
// Nothing here waits for time to pass, but the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** An answer of the Worker, read. */
export type Answer = { status: number; body: Record<string, unknown>; text: string; headers: Headers };
type Fields = Record<string, unknown>;

/** A station with stand-ins behind `fetch`, and all that was logged. */
export class Station {
  readonly contentful: ContentfulInProcess;
  readonly zoom: ZoomInProcess;
  readonly stream: StreamInProcess;
  readonly mail: MailServer;
  readonly ingest = new FakeIngest();
  readonly logged: string[] = [];
  /** Who else answers, by hostname. */
  readonly others = new Map<string, (request: Request) => Response | Promise<Response>>();
  /** Time stands still until told: what is due does not depend on how fast the machine is. */
  #nowMs: number;
  /** The settings of the schedule's object, and what they usually are. */
  #settings: Settings | undefined;
  #usual: Settings | undefined;
  /** Webhooks on their way to us. */
  readonly #outbox = new Outbox();
  #ofContentful: { body: string; answer: Answer } | undefined;

  constructor({ nowMs = Date.now() } = {}) {
    this.#nowMs = nowMs;
    forgetSharedReads();
    const world = quietWorld({ nowMs: () => this.#nowMs, deliver: this.#outbox.deliver });
    const board = { all: noFaults() };
    this.contentful = new ContentfulInProcess(world, board);
    this.zoom = new ZoomInProcess(world, board);
    this.stream = new StreamInProcess(world, board);
    this.mail = new MailServer(world, board);
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const { hostname } = new URL(request.url);
      if (hostname === "contentful.test") return this.contentful.answer(request);
      if (hostname === "zoom.test") return this.zoom.answer(request);
      if (hostname === "stream.test") return this.stream.answer(request);
      if (hostname === "ingest.test") return this.ingest.answer(request);
      const other = this.others.get(hostname);
      if (other !== undefined) return other(request);
      throw new TypeError(`nobody answers at ${hostname}`);
    });
    vi.spyOn(console, "log").mockImplementation(
      (...parts: unknown[]) => void this.logged.push(parts.join(" ")),
    );
    clock.nowMs = () => this.#nowMs;
  }

  /** Ends the station: nothing of it is left for the next test. */
  async end(): Promise<void> {
    vi.restoreAllMocks();
    Object.assign(clock, real);
    Object.assign(this.#settings ?? {}, this.#usual);
    await reset();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get nowSecond(): number {
    return secondOf(clock.nowMs());
  }

  /** Lets time pass, and what falls due be done. */
  async pass(ms: number): Promise<void> {
    this.#nowMs += ms;
    await this.calm();
  }

  /** Lets time pass for somebody who waits: webhooks arrive, and nothing else is done. */
  async wait(ms: number): Promise<void> {
    this.#nowMs += ms;
    await this.hear();
  }

  /** Lets time pass in which nothing is delivered or done. */
  later(ms: number): void {
    this.#nowMs += ms;
  }

  /** Delivers the webhooks that the stand-ins have sent. */
  async hear(): Promise<void> {
    const told = await this.#outbox.empty(this.#nowMs, (request) => exports.default.fetch(request));
    const news = told.findLast(({ path }) => path === routes.contentfulHook);
    if (news !== undefined) this.#ofContentful = { body: news.body, answer: await read(news.answer) };
  }

  /** Webhooks that are on their way arrive out of order, and twice. */
  mixHooks(): void {
    this.#outbox.mix();
  }

  /** The body of the last webhook that Contentful delivered. */
  get heardOfContentful(): string {
    return this.#ofContentful?.body ?? "";
  }

  /** Runs alarms and delivers webhooks until nothing is due. */
  async calm(): Promise<void> {
    forgetSharedReads();
    const stub = env.SCHEDULES.getByName("station");
    for (let i = 0; i < 200; i += 1) {
      await this.hear();
      await runDurableObjectAlarm(stub);
      await stub.tick();
      const due = await runInDurableObject(stub, (_schedule, { storage }) => {
        const sql = `SELECT (SELECT count(*) FROM event WHERE due_ms <= ?1)
          + (SELECT count(*) FROM stream_video WHERE due_ms <= ?1)
          + (SELECT count(*) FROM import WHERE due_ms <= ?1) AS n`;
        return storage.sql.exec<{ n: number }>(sql, clock.nowMs()).one().n;
      });
      if (due === 0 && this.#outbox.isEmpty) return;
    }
    throw new Error("the schedule does not come to rest");
  }

  /** The schedule's object is started anew with other settings, as by a deploy. */
  async set(over: Readonly<Record<string, string>>): Promise<void> {
    await runInDurableObject(env.SCHEDULES.getByName("station"), (schedule) => {
      this.#settings = settingsOf(z.custom<object>().parse(Reflect.get(schedule, "env")));
      this.#usual ??= { ...this.#settings };
      Object.assign(this.#settings, parseSettings({ ...env, ...over }));
    });
    await this.startAnew();
  }

  /** The schedule's object is started anew, as by a deploy: what it had not kept is lost. */
  async startAnew(): Promise<void> {
    const stub = env.SCHEDULES.getByName("station");
    const aborted = runInDurableObject(stub, (_schedule, state) => state.abort("started anew"));
    await aborted.catch(() => undefined);
  }

  /** The rundown that the channel has; undefined when it was never given one. */
  async rundownInForce(): Promise<Rundown | undefined> {
    return Rundown.optional().parse(await env.CHANNELS.getByName("main").rundown());
  }

  /** Publishes an entry as an editor does. Returns the answer to the webhook. */
  async publish(id: string, fields: Fields, contentType = "event"): Promise<Answer> {
    await this.contentful.publish(id, contentType, fields);
    return this.#heard();
  }

  /** Publishes an entry, whose webhook gets lost. */
  publishUnheard(id: string, fields: Fields, contentType: string): Promise<void> {
    return this.contentful.unheard(() => this.contentful.publish(id, contentType, fields));
  }

  /** Withdraws an event as an editor does. Archiving and deleting need an unpublish first, whose webhook gets lost. */
  async unpublish(id: string, action: "unpublish" | "archive" | "delete" = "unpublish"): Promise<Answer> {
    if (action !== "unpublish") await this.contentful.unheard(() => this.contentful.change(id, "unpublish"));
    await this.contentful.change(id, action);
    return this.#heard();
  }

  async #heard(): Promise<Answer> {
    const before = this.#ofContentful;
    await this.hear();
    const heard = this.#ofContentful;
    if (heard === undefined || heard === before) throw new Error("Contentful has told nothing");
    return heard.answer;
  }

  /** Sends a signed webhook of Contentful. */
  async hook(action: string, payload: object | string, over: Record<string, string> = {}): Promise<Answer> {
    const body = bytesOf(typeof payload === "string" ? payload : JSON.stringify(payload));
    const headers = {
      "content-type": "application/vnd.contentful.management.v1+json",
      "x-contentful-topic": `ContentManagement.Entry.${action}`,
      "x-contentful-idempotency-key": crypto.randomUUID(),
      ...over,
    };
    const request = { method: "POST", path: routes.contentfulHook, headers, body };
    const signed = await signContentfulRequest(request, {
      secret: env.CONTENTFUL_WEBHOOK_SECRET,
      timestamp: clock.nowMs(),
    });
    return this.post(routes.contentfulHook, body, { ...headers, ...signed });
  }

  /** Sends a signed webhook of Zoom, about what happened at `atMs`. */
  async zoomHook(
    event: string,
    payload: object,
    { atMs = clock.nowMs(), signedMs = clock.nowMs(), beside = {} } = {},
  ): Promise<Answer> {
    const body = bytesOf(JSON.stringify({ event, event_ts: atMs, payload, ...beside }));
    const timestamp = String(secondOf(signedMs));
    return this.post(routes.zoomHook, body, {
      "x-zm-request-timestamp": timestamp,
      "x-zm-signature": await zoomSignature(env.ZOOM_WEBHOOK_SECRET, timestamp, body),
    });
  }

  /** A piece comes into the library. */
  async conformed(
    asset: string,
    title: string,
    filler = false,
    over: { chapters?: number[]; durationSeconds?: number } = {},
  ): Promise<void> {
    const parameters = { video: {}, audio: { asc: "EZA=" } };
    await env.SCHEDULES.getByName("station").assetReady({
      asset,
      title,
      durationSeconds: 60,
      houseFormat: "360p",
      parameters,
      chunkSeconds: 16,
      chunkCount: 4,
      byteLength: 1000,
      filler,
      ...over,
    });
    await this.calm();
  }

  post(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  async send(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body: Uint8Array<ArrayBuffer> | string | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const request = new Request(ORIGIN + path, { method, body: body ?? null, headers });
    return read(await exports.default.fetch(request));
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    // Whoever asks in a test asks a moment later, though its clock stands still.
    forgetSharedReads();
    return read(await exports.default.fetch(new Request(ORIGIN + path, { headers })));
  }

  /** What producers see of an event. */
  async status(entry: string): Promise<EventStatus | undefined> {
    const { body } = await this.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
    return EventsAnswer.parse(body).events.find((event) => event.entry === entry);
  }

  /** All that is in KV, as one text. */
  async kv(): Promise<string> {
    const { keys } = await env.STATION.list();
    const values = await Promise.all(keys.map(({ name }) => env.STATION.get(name)));
    return JSON.stringify([keys.map(({ name }) => name), values]);
  }

  /** A live event that starts `inSeconds` from now. */
  live(inSeconds: number, over: Fields = {}): Fields {
    const at = (seconds: number): string => new Date((this.nowSecond + seconds) * 1000).toISOString();
    const times = { startsAt: at(inSeconds), endsAt: at(inSeconds + 3600) };
    return {
      title: "Morning show",
      slug: "morning-show",
      kind: "live",
      timezone: "Europe/Berlin",
      ...times,
      ...over,
    };
  }
}

/** A link as it stands in an entry. */
export const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    // Not JSON: the text tells.
  }
  return { status: response.status, body, text, headers: response.headers };
}
