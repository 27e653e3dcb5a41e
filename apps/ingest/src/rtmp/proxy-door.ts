import { createServer, type Server, type Socket } from "node:net";
import { plainAddress, readProxyHeader } from "./proxy-header.ts";

/** Whom the proxy's door lets in, by name or address. */
export class KnownProxies {
  readonly #names: readonly string[];
  readonly #find: (name: string) => Promise<readonly string[]>;
  #addresses: ReadonlySet<string> = new Set();

  /** `find` looks up the addresses of a name, and rejects when there are none. */
  constructor(names: readonly string[], find: (name: string) => Promise<readonly string[]>) {
    this.#names = names;
    this.#find = find;
  }

  /** Whether a proxy has this address now. */
  async has(ip: string): Promise<boolean> {
    const address = plainAddress(ip);
    if (this.#addresses.has(address)) return true;
    const found = await Promise.all(this.#names.map((name) => this.#find(name).catch(() => [])));
    this.#addresses = new Set(found.flat());
    return this.#addresses.has(address);
  }
}

/**
 * The door behind a TLS proxy: every connection begins with the PROXY header that names the client, and only proxies are let in,
 * for whoever else could name any address as theirs. `admit` gets the connection at the client's first byte.
 */
export function proxyServer(o: {
  proxies: KnownProxies;
  /** From connect to the end of the header. */
  headerMs: number;
  admit: (socket: Socket, ip: string) => void;
  refuse: (ip: string, reason: string) => void;
}): Server {
  return createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    socket.on("error", () => {});
    const peer = socket.remoteAddress ?? "";
    const refuse = (reason: string): void => {
      socket.destroy();
      o.refuse(peer, reason);
    };
    void o.proxies.has(peer).then((isProxy) => {
      if (socket.destroyed) return;
      if (!isProxy) return refuse("not a proxy of ours");
      return readHeader(socket, { ...o, refuse });
    });
  });
}

function readHeader(
  socket: Socket,
  o: { headerMs: number; admit: (socket: Socket, ip: string) => void; refuse: (reason: string) => void },
): void {
  let bytes = Buffer.alloc(0);
  const late = setTimeout(() => o.refuse("the proxy did not say who comes in time"), o.headerMs);
  const gone = (): void => clearTimeout(late);
  socket.once("close", gone);
  const read = (more: Buffer): void => {
    bytes = Buffer.concat([bytes, more]);
    const header = readProxyHeader(bytes);
    if (header.kind === "incomplete") return;
    clearTimeout(late);
    socket.off("data", read);
    socket.off("close", gone);
    if (header.kind === "malformed") return o.refuse("the proxy did not say who comes");
    if (header.kind === "local") return void socket.destroy();
    socket.pause();
    socket.unshift(bytes.subarray(header.bytes));
    o.admit(socket, header.ip);
    socket.resume();
  };
  socket.on("data", read);
  socket.resume();
}
