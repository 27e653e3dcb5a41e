import { encodeBundle } from "@nonstop/contract/bundle";
import type { ProposalHeader } from "@nonstop/contract/proposal";
import type { Rundown } from "@nonstop/contract/rundown";
import type { TakeRequest } from "@nonstop/contract/take";
import { routes } from "@nonstop/contract/routes";
import { moveVideoFragment } from "@nonstop/media/fragment";
import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, vi } from "vitest";
import type { Channel } from "../../../channel/src/channel.ts";
import { clock } from "@nonstop/door/clock";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { houseOf } from "@nonstop/house/house";
import { PATIENCE } from "../patience.ts";

export const ORIGIN = "https://station.test";
/** A second that begins a segment, far from the real time. */
export const T = 1_795_000_000;
export const RENDITIONS = ["v360", "audio"];

export const house = houseOf({ HOUSE_FORMAT: "360p" });
/** Where the channel's media lies: the version of its house format, in addresses and keys. */
export const version = house.version;
const real = { ...clock };

type Wake = { atMs: number; wake: () => void };

/** A clock for everything in the edge. It stands still until a test moves it. */
export class TestClock {
  nowMs: number;
  #wakes: Wake[] = [];

  constructor(nowMs: number) {
    this.nowMs = nowMs;
    this.begin(nowMs);
  }

  /** Takes the place of the real clock, with no timer set. */
  begin(nowMs: number): void {
    forgetSharedReads();
    this.nowMs = nowMs;
    this.#wakes = [];
    clock.nowMs = () => this.nowMs;
    clock.wakeAt = (atMs, wake) => {
      const one = { atMs, wake };
      this.#wakes.push(one);
      return () => {
        this.#wakes = this.#wakes.filter((each) => each !== one);
      };
    };
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#wakes.length;
  }

  /** Resolves once somebody has set a timer. */
  async armed(): Promise<void> {
    await vi.waitUntil(() => this.timers > 0, PATIENCE);
  }

  /** Moves time on and fires the channel's timers that fall due on the way. */
  async to(nowMs: number): Promise<void> {
    await inChannel(() => {
      for (;;) {
        const [due] = this.#wakes.filter((one) => one.atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
        if (due === undefined) break;
        this.#wakes = this.#wakes.filter((one) => one !== due);
        this.nowMs = Math.max(this.nowMs, due.atMs);
        due.wake();
      }
    });
    this.nowMs = nowMs;
  }

  /** Restores the real clock. */
  end(): void {
    Object.assign(clock, real);
  }
}

/** Every test of the file that calls this finds a channel that has begun by `T`, where the clock stands; nothing of it is left for the next. */
export function channelInEachTest(): TestClock {
  const time = new TestClock(T * 1000);
  beforeEach(async () => {
    time.begin(T * 1000);
    await ask("/live/main/v360/index.m3u8");
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await segmentsWritten();
    time.end();
    await reset();
  });
  return time;
}

/** Runs inside the channel's Durable Object. */
export function inChannel<R>(
  act: (channel: Channel, state: DurableObjectState) => R | Promise<R>,
): Promise<R> {
  return runInDurableObject(env.CHANNELS.getByName("main"), act);
}

/** Resolves when the channel writes no segment to R2 any more. Each is stored or waits for its next try. */
export function segmentsWritten(): Promise<void> {
  return inChannel((channel) => channel.alarm());
}

/** A body's text, whatever its type. */
export async function textOf(answer: Response | Promise<Response>): Promise<string> {
  return new TextDecoder().decode(await (await answer).arrayBuffer());
}

/** A request to the Worker, as from outside. */
export function ask(path: string, init?: RequestInit<RequestInitCfProperties>): Promise<Response> {
  return exports.default.fetch(new Request(new URL(path, ORIGIN), init));
}

export const asPlayout = { authorization: "Bearer playout-token" };
export const asIngest = { authorization: "Bearer ingest-token" };
export const asProducer = { authorization: "Bearer producer-token" };

/**
 * What a live room offers for a second. It has the slate's pictures of four seconds later, so that it differs from the
 * slate of that second.
 */
export function roomFragments(second: number): Map<string, Uint8Array> {
  return new Map([
    ["v360", moveVideoFragment(house.slateFragment(second + 4, "v360"), second)],
    ["audio", house.slateFragment(second, "audio")],
  ]);
}

/** What a playout proposes for a second: the show, from its live room. */
export function proposalOf(second: number): ProposalHeader {
  return {
    second,
    rank: 0,
    reason: "rundown",
    rundownVersion: 0,
    takesVersion: 0,
    room: { kind: "live", room: "studio" },
    airing: "show-1",
    title: "The show",
    playout: "playout-1",
  };
}

/** A proposal as a playout sends it. */
export function propose(
  second: number,
  header: Partial<ProposalHeader> = {},
  parts: Map<string, Uint8Array> = roomFragments(second),
): Promise<Response> {
  return ask(routes.proposal("main", second), {
    method: "POST",
    headers: asPlayout,
    body: encodeBundle({ ...proposalOf(second), ...header }, parts),
  });
}

/** A take of the room `studio`, as a producer presses it. */
export function take(
  request: Partial<TakeRequest>,
  headers: Readonly<Record<string, string>> = asProducer,
): Promise<Response> {
  const whole = { id: "take-1", from: T - 3, to: { kind: "live", room: "studio" }, ...request };
  return ask(routes.takes("main"), {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(whole),
  });
}

/** A rundown of one live item around `T`. */
export function rundown(version: number, from = T - 600, to = T + 86_400): Rundown {
  return {
    channel: "main",
    version,
    from,
    to,
    items: [
      {
        id: `show-1@${from}`,
        kind: "live",
        start: from,
        end: to,
        title: "The show",
        airing: "show-1",
        room: { kind: "live", room: "studio" },
      },
    ],
    fillers: [],
  };
}
