import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { performance } from "node:perf_hooks";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { ByteBudget } from "../bounds/byte-budget.ts";
import { decodedBody, isCoded } from "./content-coding.ts";
import { PULL_LIMITS, type PullLimits } from "./pull-limits.ts";
import { PlaylistGate } from "./playlist-gate.ts";
import { PlaylistRoles } from "./playlist-roles.ts";
import { findPublicAddresses, isLoopbackAddress } from "./public-address.ts";
import { type Renewal, renewalOf, renewed } from "./renewed-address.ts";
import { SourceBreaks } from "./source-breaks.ts";
import type { SourceFault } from "./source-fault.ts";

/** What the reader is given as the source's address. The real one may hold a token, so it is in no list of processes. */
export const SOURCE_ADDRESS = "http://source.invalid/live.m3u8";

const PASSED_ON = ["content-type", "content-length", "content-range"] as const;
const IS_PLAYLIST = "#EXTM3U";
const MAX_ADDRESSES = 3;
const MAX_HOPS = 5;

/** Thrown inside one request. Whoever runs the reader finds the fault in `fault`. */
class Refusal extends Error {
  readonly fault: SourceFault;
  constructor(fault: SourceFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * The only way from a reader of ours to a source: a proxy on loopback that is asked in plain HTTP and asks the source over
 * verified TLS. It resolves the host, connects to the very address it has checked, and bounds what comes. A reader that may
 * speak plain HTTP only, and only to this proxy, can reach nothing but public hosts on port 443.
 */
export class PullProxy {
  /** The last fault; undefined again once a playlist has come. */
  fault: SourceFault | undefined;
  readonly #gate: PlaylistGate;
  readonly #roles = new PlaylistRoles();
  readonly #breaks = new SourceBreaks();
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));
  readonly #agents = { "https:": new https.Agent({ keepAlive: true }), "http:": new http.Agent() };
  readonly #budget: ByteBudget;
  readonly #limits: PullLimits;
  #source: string;
  readonly #renewals: Renewal[] = [];
  readonly #loopback: boolean;

  /** `loopback` allows this machine as well, over http and on any port. */
  constructor(o: { source: string; isInput?: boolean; loopback: boolean; limits?: Partial<PullLimits> }) {
    this.#source = o.source;
    this.#gate = new PlaylistGate({ isInput: o.isInput === true });
    this.#loopback = o.loopback;
    this.#limits = { ...PULL_LIMITS, ...o.limits };
    this.#budget = new ByteBudget({ ...this.#limits, nowMs: () => performance.now() });
    this.#server.on("connect", (_request, socket) => socket.destroy());
    this.#server.on("clientError", (_error, socket) => socket.destroy());
  }

  /** Opens the proxy and answers its address. */
  open(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => {
        const at = this.#server.address();
        if (at !== null && typeof at === "object") resolve(`http://127.0.0.1:${at.port}`);
      });
    });
  }

  /** Call it for a new reader. What the reader before was shown is not shown again if anything of it was aired. */
  beginRun(wasAired: boolean): void {
    this.fault = undefined;
    this.#gate.beginRun(wasAired);
    this.#roles.begin(this.#source);
    this.#breaks.begin();
  }

  /** Whether what the reader writes for this time of its own clock is a break of the source. */
  isBreak(readerMs: number): boolean {
    return this.#breaks.isBreak(readerMs);
  }

  /** The source has another token in its address from now on, also for what the reader has learnt of it. */
  renew(source: string): void {
    const renewal = renewalOf(this.#source, source);
    if (renewal !== undefined) this.#renewals.push(renewal);
    this.#source = source;
  }

  /** Whether there is a playlist at the source's address. Otherwise `fault` tells why. */
  async hasBegun(): Promise<boolean> {
    this.fault = undefined;
    try {
      let url = new URL(this.#source);
      for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
        const answer = await this.#ask(url, undefined);
        const { statusCode: status = 502, headers } = answer;
        const location = status >= 300 && status < 400 ? headers.location : undefined;
        const body = status === 200 ? decodedBody(answer) : undefined;
        const begin = body && (await this.#peek(this.#paced(body)));
        answer.destroy();
        if (location === undefined || !URL.canParse(location, url.href)) {
          if (begin?.toString("latin1").includes(IS_PLAYLIST) === true) return true;
          this.fault = begin === undefined ? { kind: "status", status } : { kind: "no-playlist" };
          return false;
        }
        url = new URL(location, url.href);
      }
      this.fault = { kind: "unreadable" };
    } catch (error) {
      this.fault = error instanceof Refusal ? error.fault : { kind: "unreachable" };
    }
    return false;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method !== "GET" || !URL.canParse(request.url ?? "")) return void response.destroy();
      const url = new URL(request.url ?? "");
      if (url.href === SOURCE_ADDRESS) redirect(response, this.#source);
      else await this.#pass(url, request, response);
    } catch (error) {
      // When the reader has gone, the source is not to blame.
      if (error instanceof Refusal) this.fault = error.fault;
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-length": 0 }).end();
    }
  }

  async #pass(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#ask(renewed(url, this.#renewals), request.headers.range);
    const { statusCode: status = 502, headers } = answer;
    if (status >= 300 || status < 200) {
      answer.destroy();
      const location = headers.location;
      if (status < 400 && location !== undefined && URL.canParse(location, url.href)) {
        const to = new URL(location, url.href).href;
        this.#roles.follow(url, to);
        return redirect(response, to);
      }
      this.fault = { kind: "status", status };
      response.writeHead(status < 400 ? 502 : status, { "content-length": 0 }).end();
      return;
    }
    const over = setTimeout(() => answer.destroy(), this.#limits.bodyMs);
    try {
      const decoded = decodedBody(answer);
      if (decoded === undefined) throw new Refusal({ kind: "unreadable" });
      const body = this.#paced(decoded);
      const begin = await this.#peek(body);
      if (begin.toString("latin1").includes(IS_PLAYLIST))
        return await this.#playlist(url, begin, body, response);
      this.#breaks.fetched(url);
      const passed = PASSED_ON.flatMap((name) =>
        headers[name] === undefined || (isCoded(answer) && name !== "content-type")
          ? []
          : [[name, headers[name]]],
      );
      response.writeHead(status, Object.fromEntries(passed));
      response.write(begin);
      await pipeline(body, response);
    } finally {
      clearTimeout(over);
      answer.destroy();
    }
  }

  async #playlist(
    url: URL,
    begin: Buffer,
    rest: AsyncIterable<Buffer>,
    response: ServerResponse,
  ): Promise<void> {
    const parts = [begin];
    let bytes = begin.length;
    for await (const part of rest) {
      parts.push(part);
      bytes += part.length;
      if (bytes > this.#limits.playlistBytes) throw new Refusal({ kind: "too-much" });
    }
    const whole = Buffer.concat(parts).toString("utf8");
    this.#roles.learn(url, whole);
    const admitted = this.#gate.admit(this.#roles.of(url), whole);
    if (admitted.kind !== "playlist") throw new Refusal({ kind: admitted.kind });
    this.fault = undefined;
    this.#breaks.shown(this.#roles.of(url), url, admitted.text);
    const text = Buffer.from(admitted.text);
    response.writeHead(200, {
      "content-type": "application/vnd.apple.mpegurl",
      "content-length": text.length,
    });
    response.end(text);
  }

  /** Asks the source for a document at one of its checked addresses. */
  async #ask(url: URL, range: string | undefined): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const found = await findPublicAddresses(host, { loopback: this.#loopback });
    if (found.kind !== "addresses") throw new Refusal({ kind: found.kind });
    let failed: SourceFault = { kind: "unreachable" };
    for (const address of found.addresses.slice(0, MAX_ADDRESSES)) {
      const isHere = this.#loopback && isLoopbackAddress(address);
      if (!isHere && url.port !== "") throw new Refusal({ kind: "port" });
      const answer = await this.#askAt(address, { url, host, isHere, range });
      if (answer instanceof http.IncomingMessage) return answer;
      failed = answer;
    }
    throw new Refusal(failed);
  }

  #askAt(
    address: string,
    o: { url: URL; host: string; isHere: boolean; range: string | undefined },
  ): Promise<IncomingMessage | SourceFault> {
    const { url, host } = o;
    const options = {
      host: address,
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        accept: "*/*",
        "accept-encoding": "identity",
        "user-agent": "Nonstop",
        ...(o.range === undefined ? {} : { range: o.range }),
      },
    };
    return new Promise((resolve) => {
      const request = o.isHere
        ? http.get({ ...options, port: url.port || 80, agent: this.#agents["http:"] })
        : https.get({
            ...options,
            port: 443,
            agent: this.#agents["https:"],
            ...(isIP(host) === 0 ? { servername: host } : {}),
          });
      const late = setTimeout(() => request.destroy(new Error("late")), this.#limits.answerMs);
      request.once("response", (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      request.on("error", (error: NodeJS.ErrnoException) => {
        clearTimeout(late);
        resolve({ kind: isOfTls(error.code) ? "certificate" : "unreachable" });
      });
    });
  }

  async *#paced(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    let bytes = 0;
    for await (const part of body) {
      bytes += part.length;
      if (bytes > this.#limits.segmentBytes) throw new Refusal({ kind: "too-much" });
      const waitMs = this.#budget.spend(part.length);
      if (waitMs > 0) await pause(waitMs);
      yield part;
    }
  }

  /** The first bytes of a body, enough to know a playlist by. */
  async #peek(body: AsyncGenerator<Buffer, void>): Promise<Buffer> {
    let begin = Buffer.alloc(0);
    while (begin.length < 16) {
      const part = await body.next();
      if (part.done === true) break;
      begin = Buffer.concat([begin, part.value]);
    }
    return begin;
  }
}

/** Redirects the reader in plain HTTP, so that it comes through the proxy again. */
function redirect(response: ServerResponse, address: string): void {
  response.writeHead(302, { location: address.replace(/^https:/, "http:"), "content-length": 0 }).end();
}

function isOfTls(code: string | undefined): boolean {
  return code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code);
}
