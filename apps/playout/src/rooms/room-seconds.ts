import { decodeBundle } from "@nonstop/contract/bundle";
import { RoomSecondHeader } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { checkFragments } from "@nonstop/media/house-check";
import { askHttp } from "@nonstop/edge-client/ask-http";
import type { Log } from "@nonstop/telemetry/log";

export type Fragments = Readonly<Record<string, Uint8Array>>;

const TIMEOUT_MS = 1500;
/** Ingest has the second at hand. One that needs longer is on a dead connection, and there is a second to spare at most. */
const HEDGE_MS = 400;
const TRIES = 2;
const MAX_SECOND_BYTES = 16_000_000;
const KEEP_SECONDS = 15;
/** How many seconds of rooms are kept in memory at most. */
const MAX_HELD = 60;

type Parts = {
  ingestUrl: string;
  token: string;
  renditions: readonly string[];
  /** The second could not be fetched or is not in the house format. */
  onBroken: (room: string, second: number) => void;
  log: Log;
};
type Held = { second: number; fragments: Promise<Fragments | undefined> };

/** Seconds of live rooms. They are fetched from ingest when wanted and kept in memory for a short while. */
export class RoomSeconds {
  readonly #held = new Map<string, Held>();
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The checked fragments of an offered second, by rendition; undefined when it is broken. Fetches it once. */
  fragments(room: string, second: number): Promise<Fragments | undefined> {
    const key = `${room}/${second}`;
    const held = this.#held.get(key);
    if (held !== undefined) return held.fragments;
    const fragments = this.#fetch(room, second);
    this.#held.set(key, { second, fragments });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MAX_HELD) break;
      this.#held.delete(oldest);
    }
    return fragments;
  }

  /** Forgets seconds long before `second`. */
  prune(second: number): void {
    for (const [key, held] of this.#held) if (held.second < second - KEEP_SECONDS) this.#held.delete(key);
  }

  async #fetch(room: string, second: number): Promise<Fragments | undefined> {
    let problem = "";
    for (let i = 0; i < TRIES; i += 1) {
      const answer = await askHttp(this.#o.ingestUrl + routes.roomSecond(room, second), {
        token: this.#o.token,
        timeoutMs: TIMEOUT_MS,
        hedgeMs: HEDGE_MS,
        maxBytes: MAX_SECOND_BYTES,
      });
      if (answer.kind === "unreachable") problem = answer.reason;
      else if (answer.status === 200) {
        const read = this.#read(answer.bytes, room, second);
        if (read.kind === "fragments") return read.fragments;
        problem = read.problem;
        break;
      } else {
        problem = `status ${answer.status}`;
        if (answer.status < 500) break;
      }
    }
    this.#o.log("room-second-broken", { room, second, problem });
    this.#o.onBroken(room, second);
    return undefined;
  }

  #read(
    bytes: Uint8Array,
    room: string,
    second: number,
  ): { kind: "fragments"; fragments: Fragments } | { kind: "broken"; problem: string } {
    const bundle = decodeBundle(bytes, RoomSecondHeader);
    if ("kind" in bundle) return { kind: "broken", problem: bundle.message };
    if (bundle.header.room !== room || bundle.header.second !== second)
      return { kind: "broken", problem: "it is another second" };
    const fragments: Fragments = Object.fromEntries(
      this.#o.renditions.flatMap((rendition) => {
        const part = bundle.parts.get(rendition);
        return part === undefined ? [] : [[rendition, part] as const];
      }),
    );
    const check = checkFragments(fragments, second, this.#o.renditions);
    return check.kind === "ok" ? { kind: "fragments", fragments } : { kind: "broken", problem: check.reason };
  }
}
