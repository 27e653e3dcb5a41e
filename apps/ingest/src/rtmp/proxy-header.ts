import { isIPv4 } from "node:net";

/** Who a connection comes from, as the proxy in front says: PROXY protocol, version 2. */
export type ProxyHeader =
  /** Not all of it has come yet. */
  | { kind: "incomplete" }
  | { kind: "malformed" }
  /** The proxy itself asks whether somebody listens. */
  | { kind: "local" }
  /** `bytes`: the length of the header, behind which the client's own bytes begin. */
  | { kind: "from"; ip: string; bytes: number };

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const FIXED_BYTES = 16;
/** Addresses, and what a proxy may add about TLS. */
const MAX_BODY_BYTES = 2048;
const VERSION = 2;
const LOCAL = 0;
const PROXY = 1;
/** TCP over IPv4 and IPv6, and the lengths of their addresses and ports. */
const TCP4 = { family: 0x11, bytes: 12 };
const TCP6 = { family: 0x21, bytes: 36 };
/** What IPv4 addresses begin with where they are written as IPv6 (RFC 4291, 2.5.5.2). */
const MAPPED = Buffer.from([...Array.from({ length: 10 }, () => 0), 0xff, 0xff]);

/** Reads the header that a connection of a proxy begins with (PROXY protocol, section 2.2). `bytes`: all that has come. */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  const beginning = SIGNATURE.subarray(0, bytes.length);
  if (!bytes.subarray(0, beginning.length).equals(beginning)) return { kind: "malformed" };
  if (bytes.length < FIXED_BYTES) return { kind: "incomplete" };
  const versionAndCommand = bytes.readUInt8(12);
  const family = bytes.readUInt8(13);
  const bodyBytes = bytes.readUInt16BE(14);
  if (versionAndCommand >> 4 !== VERSION || bodyBytes > MAX_BODY_BYTES) return { kind: "malformed" };
  if (bytes.length < FIXED_BYTES + bodyBytes) return { kind: "incomplete" };
  const command = versionAndCommand & 0x0f;
  if (command === LOCAL) return { kind: "local" };
  if (command !== PROXY) return { kind: "malformed" };
  const body = bytes.subarray(FIXED_BYTES, FIXED_BYTES + bodyBytes);
  const ip = sourceOf(family, body);
  return ip === undefined ? { kind: "malformed" } : { kind: "from", ip, bytes: FIXED_BYTES + bodyBytes };
}

function sourceOf(family: number, body: Buffer): string | undefined {
  if (family === TCP4.family && body.length >= TCP4.bytes) return body.subarray(0, 4).join(".");
  if (family !== TCP6.family || body.length < TCP6.bytes) return undefined;
  // An entrance for both families tells IPv4 clients so, who would all be of one IPv6 network.
  if (body.subarray(0, MAPPED.length).equals(MAPPED)) return body.subarray(12, 16).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => body.readUInt16BE(at * 2).toString(16));
  return groups.join(":");
}

/** An IPv4 address in IPv6 notation, as a socket of both families tells it, becomes plain. */
export function plainAddress(ip: string): string {
  const tail = ip.replace(/^::ffff:/i, "");
  return isIPv4(tail) ? tail : ip;
}
