import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import { type Playout, startPlayout } from "../src/playout.ts";
import { FakeEdge, type Proposed } from "./fake-edge.ts";
import { FakeIngest } from "./fake-ingest.ts";
import { madeUpAsset } from "./made-up-media.ts";
import { Inbox } from "./inbox.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** First second of every test: a multiple of 8, as it happens. */
export const T = 1_800_000_000;

type Said = { event: string; [detail: string]: unknown };

/** A playout between a fake edge and a fake ingest, on a clock the test moves. */
export class TestStation {
  readonly clock = new VirtualClock(T * 1000);
  readonly edge = new FakeEdge(this.clock);
  readonly ingest = new FakeIngest();
  readonly said = new Inbox<Said>();
  stateDir = "";
  #playout: Playout | undefined;

  /** Both fakes up, with this rundown and the asset `film` of 64 s. */
  static async open(items: Item[], over: Partial<Rundown> = {}): Promise<TestStation> {
    const station = new TestStation();
    station.stateDir = await mkdtemp(join(tmpdir(), "nonstop-playout-"));
    station.edge.assets.set("film", madeUpAsset("film", 64));
    if (items.length > 0) station.edge.rundown = rundown(items, over);
    await Promise.all([station.edge.open(), station.ingest.open()]);
    return station;
  }

  /** Starts the playout and waits until it hears edge and ingest. */
  async start(): Promise<void> {
    await this.startUnheard();
    await Promise.all([this.heard("edge-socket-open"), this.heard("ingest-connected")]);
    if (this.edge.rundown !== undefined && this.edge.pushesRundown) await this.heard("rundown");
    await this.heard("takes");
  }

  async startUnheard(): Promise<void> {
    this.#playout = await startPlayout(
      {
        port: 0,
        bind: "127.0.0.1",
        playout: "playout-1",
        channel: "main",
        edgeUrl: this.edge.url,
        originToken: "origin-token",
        ingestUrl: this.ingest.url,
        ingestToken: "ingest-token",
        houseFormat: "360p",
        renditions: ["v360", "audio"],
        videoRenditions: ["v360"],
        stateDir: this.stateDir,
        exitWithParent: false,
      },
      (event, detail) => this.said.put({ event, ...detail }),
      { clock: this.clock, monotonicMs: () => this.clock.nowMs() },
    );
  }

  get port(): number {
    return this.#playout?.port ?? 0;
  }

  heard(event: string, matches: (said: Said) => boolean = () => true): Promise<Said> {
    return this.said.first((said) => said.event === event && matches(said));
  }

  /** Waits until the playout has an asset chunk on its disk. */
  async hasChunk(asset: string, chunk: number, mark = ""): Promise<void> {
    const folder = join(this.stateDir, "assets", asset, mark);
    await until(() => existsSync(join(folder, `${chunk}.chunk`)));
    // One exchange later the playout knows it too.
    await this.metric("rundown_version");
  }

  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    return Number(new RegExp(`^nonstop_playout_${name} (.*)$`, "m").exec(text)?.[1] ?? Number.NaN);
  }

  committed(second: number): Promise<Proposed> {
    return this.edge.committed.first((proposed) => proposed.second === second);
  }

  async stopPlayout(): Promise<void> {
    await this.#playout?.stop();
    this.#playout = undefined;
  }

  async close(): Promise<void> {
    await this.stopPlayout();
    await Promise.allSettled([this.edge.close(), this.ingest.close()]);
    await rm(this.stateDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits for a condition that no event tells of. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export function rundown(items: Item[], over: Partial<Rundown> = {}): Rundown {
  const [first, last] = [items[0], items.at(-1)];
  return {
    channel: "main",
    version: 3,
    from: first?.start ?? T,
    to: last?.end ?? T + 1,
    items,
    fillers: [],
    ...over,
  };
}

export function liveItem(from: number, to: number, over: Partial<Item> = {}): Item {
  return {
    id: `live@${from}`,
    kind: "live",
    start: T + from,
    end: T + to,
    title: "Live",
    airing: "live",
    room: { kind: "live", room: "studio" },
    ...over,
  };
}

export function filmItem(from: number, to: number): Item {
  return {
    id: `film@${from}`,
    kind: "recording",
    start: T + from,
    end: T + to,
    title: "Film",
    airing: "film",
    room: { kind: "asset", asset: "film", startSecond: T + from },
  };
}
