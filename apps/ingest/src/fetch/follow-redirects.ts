import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { PassThrough } from "node:stream";
import { findPublicAddresses, isLoopbackAddress } from "../pull/public-address.ts";
import { type Bearer, mayShowBearer } from "@nonstop/contract/bearer-rule";
import { type FetchFailure, later, refused } from "./fetch-answer.ts";

const MAX_REDIRECTS = 5;
/** How long a source may say nothing before it is given up. */
const SILENT_MS = 30_000;

/** A file to ask for, and who may be asked. */
export type Asked = {
  url: string;
  bearer?: Bearer | undefined;
  /** The station's own edge, which may be anywhere. It sends nobody elsewhere. */
  isOwn?: boolean | undefined;
  /** Allows this machine as a source, over http: for development alone. */
  loopback: boolean;
  resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
};

/** An answer. Its body is read from its first byte on, so that what came before a line broke is there. */
export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Throws at its end when the line broke. */
  body: AsyncIterable<Buffer>;
  close(): void;
};

/**
 * Asks for a file with these headers. It connects to public addresses only, to those it has checked, and checks again after each
 * redirect. Answers whatever is no redirect.
 */
export async function followRedirects(
  asked: Asked,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ kind: "answer"; answer: Answer } | FetchFailure> {
  let at = asked.url;
  let first: URL | undefined;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const url = URL.canParse(at) ? new URL(at) : undefined;
    if (url === undefined || !isAllowed(url, asked)) return refused("it is not at an https address");
    first ??= url;
    const found = asked.isOwn === true ? undefined : await checkedAddresses(url, asked);
    if (found !== undefined && found.kind !== "public") return found;
    const { bearer } = asked;
    const shown = bearer !== undefined && mayShowBearer(url, first, bearer);
    const sent = shown ? { ...headers, authorization: `Bearer ${bearer.token}` } : headers;
    const answer = await ask(url, { addresses: found?.addresses, headers: sent, signal });
    const { status, headers: told } = answer;
    const { location } = told;
    if (status < 300 || status > 399 || status === 304 || location === undefined)
      return { kind: "answer", answer };
    answer.close();
    if (asked.isOwn === true) return later(`the edge answers ${status}`);
    at = URL.canParse(location, url.href) ? new URL(location, url.href).href : "";
  }
  return refused(`it is behind more than ${MAX_REDIRECTS} redirects`);
}

function isAllowed({ protocol }: URL, { loopback, isOwn }: Asked): boolean {
  return protocol === "https:" || ((loopback || isOwn === true) && protocol === "http:");
}

async function checkedAddresses(
  url: URL,
  { loopback, resolve }: Asked,
): Promise<{ kind: "public"; addresses: readonly string[] } | FetchFailure> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  const found = await findPublicAddresses(host, { loopback, ...(resolve === undefined ? {} : { resolve }) });
  if (found.kind === "not-public") return refused("it is not on the public Internet");
  if (found.kind === "unknown-host") return later("nobody knows the host it is at");
  if (url.protocol === "http:" && !found.addresses.every(isLoopbackAddress))
    return refused("it is not at an https address");
  return { kind: "public", addresses: found.addresses };
}

function ask(
  url: URL,
  o: {
    addresses: readonly string[] | undefined;
    headers: Readonly<Record<string, string>>;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { addresses, headers, signal } = o;
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  // Use a new connection: one that was kept may lead to an address that was checked for another host.
  const options = {
    headers,
    signal,
    agent: false,
    timeout: SILENT_MS,
    ...(addresses === undefined ? {} : { lookup: lookupOf(addresses) }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => resolve(answerOf(response)));
    asked.on("timeout", () => asked.destroy(new Error("silent")));
    asked.on("error", reject);
    asked.end();
  });
}

function answerOf(response: IncomingMessage): Answer {
  const come = new PassThrough();
  let fault: Error | undefined;
  response.pipe(come);
  response.on("error", (error) => {
    fault = error;
    come.end();
  });
  const read = async function* (): AsyncGenerator<Buffer> {
    const parts: AsyncIterable<Buffer> = come;
    yield* parts;
    if (fault !== undefined) throw fault;
  };
  const { statusCode: status = 0, headers } = response;
  return { status, headers, body: read(), close: () => void response.destroy() };
}

// Connect to the address, not to the name: it may lead to another address the second time.
function lookupOf(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, done) => {
    const [first] = known;
    if (options.all === true || first === undefined) done(null, known);
    else done(null, first.address, first.family);
  };
}
