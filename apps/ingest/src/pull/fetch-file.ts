import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { findPublicAddresses, isLoopbackAddress } from "./public-address.ts";

/** `mayPass`: the same address may give the file later. `problem` never holds the address, for that may hold a token. */
export type FetchAnswer =
  | { kind: "fetched"; bytes: number }
  | { kind: "failed"; problem: string; mayPass: boolean };

export type FetchOrder = {
  url: string;
  /** Where the file goes. */
  path: string;
  maxBytes: number;
  /** How many bytes the disk has room for. */
  roomBytes: () => Promise<number>;
  /** Allows this machine as a source, over http: for development alone. */
  loopback: boolean;
  signal: AbortSignal;
  resolve?: (host: string) => Promise<readonly string[]>;
};

const MAX_REDIRECTS = 5;
/** How long a source may say nothing before it is given up. */
const SILENT_MS = 30_000;
/** How long a file may take: the largest one over a slow line needs less. */
const MAX_FETCH_MS = 2 * 3600_000;

/**
 * Fetches a file to the disk, never through memory, from an address that somebody else gave us. It connects to public
 * addresses only, to those it has checked, and checks again after each redirect. Failures are values; it never rejects.
 */
export async function fetchFile(order: FetchOrder): Promise<FetchAnswer> {
  const tooLong = AbortSignal.timeout(MAX_FETCH_MS);
  const signal = AbortSignal.any([order.signal, tooLong]);
  try {
    const found = await follow(order, signal);
    if (found.kind === "failed") return found;
    return await store(found.response, order, signal);
  } catch (error) {
    await rm(order.path, { force: true }).catch(() => {});
    return tooLong.aborted ? refused("it did not arrive within two hours") : failedBy(error);
  }
}

async function follow(
  order: FetchOrder,
  signal: AbortSignal,
): Promise<{ kind: "response"; response: IncomingMessage } | FetchFailure> {
  let at = order.url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const url = URL.canParse(at) ? new URL(at) : undefined;
    const isAllowed = url?.protocol === "https:" || (order.loopback && url?.protocol === "http:");
    if (url === undefined || !isAllowed) return refused("it is not at an https address");
    const host = url.hostname.replaceAll(/^\[|\]$/g, "");
    const found = await findPublicAddresses(host, {
      loopback: order.loopback,
      ...(order.resolve === undefined ? {} : { resolve: order.resolve }),
    });
    if (found.kind === "not-public") return refused("it is not on the public Internet");
    if (found.kind === "unknown-host") return later("nobody knows the host it is at");
    if (url.protocol === "http:" && !found.addresses.every(isLoopbackAddress))
      return refused("it is not at an https address");
    const response = await ask(url, found.addresses, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return { kind: "response", response };
    response.destroy();
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined)
      return later(`the host it is at answers ${statusCode}`);
    at = URL.canParse(headers.location, url.href) ? new URL(headers.location, url.href).href : "";
  }
  return refused(`it is behind more than ${MAX_REDIRECTS} redirects`);
}

function ask(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const known = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  // Connect to the address, not to the name: it may lead to another address the second time.
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = known;
    if (options.all === true || first === undefined) done(null, known);
    else done(null, first.address, first.family);
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    // Use a new connection: one that was kept may lead to an address that was checked for another host.
    const asked = request(url, { lookup, signal, agent: false, timeout: SILENT_MS }, resolve);
    asked.on("timeout", () => asked.destroy(new Error("silent")));
    asked.on("error", reject);
    asked.end();
  });
}

async function store(
  response: IncomingMessage,
  order: FetchOrder,
  signal: AbortSignal,
): Promise<FetchAnswer> {
  const { maxBytes } = order;
  const announced = Number(response.headers["content-length"] ?? 0);
  const tooLarge = refused(`it is larger than ${maxBytes} bytes`);
  const hasRoom = announced <= (await order.roomBytes());
  if (announced > maxBytes || !hasRoom) {
    response.destroy();
    return announced > maxBytes ? tooLarge : later("there is no room for it on the disk of ingest now");
  }
  let bytes = 0;
  let isTooLarge = false;
  const count = new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length;
      isTooLarge = bytes > maxBytes;
      done(isTooLarge ? new Error("too large") : null, part);
    },
  });
  try {
    await pipeline(response, count, createWriteStream(order.path), { signal });
  } catch (error) {
    if (!isTooLarge) throw error;
    await rm(order.path, { force: true });
    return tooLarge;
  }
  return { kind: "fetched", bytes };
}

type FetchFailure = Extract<FetchAnswer, { kind: "failed" }>;

function refused(problem: string): FetchFailure {
  return { kind: "failed", problem, mayPass: false };
}

function later(problem: string): FetchFailure {
  return { kind: "failed", problem, mayPass: true };
}

function failedBy(error: unknown): FetchFailure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return later("there is no room for it on the disk of ingest now");
  // The text of an error may hold the address.
  return later(`it did not arrive whole (${typeof code === "string" ? code : "the line broke"})`);
}
