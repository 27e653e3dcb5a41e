import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { keepNewest } from "../bounds/keep-newest.ts";

const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** Names that are asked for at once. */
const MAX_ASKED = 64;
const MAX_KNOWN = 500;
/** A source is asked for a segment every few seconds; its name need not be. */
const KNOWN_MS = 10_000;

/**
 * Looks up the addresses of hosts at a name server, IPv4 first. It does so without the threads that files are read with and that
 * Node's own look-up shares: a name server that does not answer must not keep ingest from its disk. So `/etc/hosts` does not
 * count, except for this machine's own name.
 */
export class NameLookup {
  readonly #resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  readonly #asked = new Map<string, Promise<readonly string[]>>();
  readonly #known = new Map<string, { addresses: readonly string[]; untilMs: number }>();
  readonly #nowMs: () => number;
  readonly #knownMs: number;

  /** `knownMs`: for how long an answer is believed. */
  constructor(o: { servers?: readonly string[]; nowMs?: () => number; knownMs?: number } = {}) {
    this.#knownMs = o.knownMs ?? KNOWN_MS;
    this.#nowMs = o.nowMs ?? (() => performance.now());
    if (o.servers !== undefined) this.#resolver.setServers(o.servers);
  }

  /** Rejects when nobody knows the host, or when too many names are being asked for. */
  async find(name: string): Promise<readonly string[]> {
    // However a number is written, such as 127.1.
    const host = URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : name;
    if (isIP(host) !== 0) return [host];
    if (host === "localhost") return ["127.0.0.1", "::1"];
    const known = this.#known.get(host);
    if (known !== undefined && this.#nowMs() < known.untilMs) return known.addresses;
    const asked = this.#asked.get(host);
    if (asked !== undefined) return asked;
    if (this.#asked.size >= MAX_ASKED) throw new Error("too many names are being asked for");
    const asking = this.#ask(host).finally(() => this.#asked.delete(host));
    this.#asked.set(host, asking);
    return asking;
  }

  async #ask(host: string): Promise<readonly string[]> {
    const [four, six] = await Promise.allSettled([
      this.#resolver.resolve4(host),
      this.#resolver.resolve6(host),
    ]);
    if (four.status === "rejected" && six.status === "rejected") throw four.reason;
    const addresses = [four, six].flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    keepNewest(this.#known, [host, { addresses, untilMs: this.#nowMs() + this.#knownMs }], MAX_KNOWN);
    return addresses;
  }
}
