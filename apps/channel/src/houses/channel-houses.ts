import type { HouseSpan } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import type { House } from "@nonstop/house/house";
import { type HouseBucket, readStoredHouse, storeHouse } from "@nonstop/house/stored-house";
import { readTimeline } from "../seconds/second-store.ts";
import { listedWindow } from "../seconds/timeline.ts";
import { airIn, joinHouses, versionAt, writeHouseSpans } from "./house-spans.ts";

/** The house formats that a channel has aired in: the one of today, and earlier ones as long as their seconds are kept. */
export class ChannelHouses {
  readonly current: House;
  readonly #sql: SqlStorage;
  #spans: readonly HouseSpan[];
  readonly #bucket: HouseBucket;
  readonly #earlier = new Map<HouseVersion, House>();
  #isStored = false;

  constructor(ctx: DurableObjectState, bucket: HouseBucket, current: House) {
    const { sql } = ctx.storage;
    const timeline = readTimeline(sql);
    this.current = current;
    this.#bucket = bucket;
    this.#sql = sql;
    this.#spans = airIn(sql, current.version, timeline?.edge);
    // Viewers' Workers that were deployed before or after us find the format there.
    ctx.waitUntil(this.#storeSoon());
    if (timeline !== undefined) ctx.waitUntil(this.#prepare(listedWindow(timeline).from));
  }

  /** From which second on the channel airs in which version, oldest first. */
  get spans(): readonly HouseSpan[] {
    return this.#spans;
  }

  /** Takes over in which versions an archived channel aired, before this one's first second. */
  addPast(archived: readonly HouseSpan[], start: number): void {
    this.#spans = joinHouses(archived, this.#spans, start);
    writeHouseSpans(this.#sql, this.#spans);
  }

  /** The first second of today's format. What is proposed is in that format, so no earlier second can be committed. */
  get from(): number {
    return this.spans.at(-1)?.from ?? 0;
  }

  versionAt(second: number): HouseVersion {
    return versionAt(this.spans, second) ?? this.current.version;
  }

  /** The house of `second`, when it is at hand. */
  at(second: number): House | undefined {
    const version = this.versionAt(second);
    return version === this.current.version ? this.current : this.#earlier.get(version);
  }

  /** Reads the house of `second` where it is not at hand. Throws when it cannot be had. */
  async load(second: number): Promise<House> {
    const known = this.at(second);
    if (known !== undefined) return known;
    const version = this.versionAt(second);
    const house = await readStoredHouse(this.#bucket, version);
    if (house === undefined) throw new Error(`the house format ${version} is not stored`);
    this.#earlier.set(version, house);
    return house;
  }

  // Whether or not this succeeds, the first segment stores it. Never rejects.
  async #storeSoon(): Promise<void> {
    try {
      await this.store();
    } catch (error) {
      log("house-not-stored", { version: this.current.version, why: String(error) });
    }
  }

  // Has the houses of `second` and of all after it at hand as soon as may be, as far as they can be had. Never rejects.
  async #prepare(second: number): Promise<void> {
    for (const at of [second, ...this.spans.map(({ from }) => from).filter((from) => from > second)]) {
      try {
        await this.load(at);
      } catch (error) {
        log("house-unreadable", { version: this.versionAt(at), why: String(error) });
      }
    }
  }

  /** Stores today's house unless that is done: no segment is without it. Each call tries by itself, for one may hang. */
  async store(): Promise<void> {
    if (this.#isStored) return;
    await storeHouse(this.#bucket, this.current);
    this.#isStored = true;
  }
}
