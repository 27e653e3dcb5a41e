import type { PastSource } from "@nonstop/contract/asset-source";
import { KEPT_SECONDS, type Media } from "@nonstop/contract/channel-object";
import { segmentKey } from "@nonstop/contract/media-keys";
import { secondOf } from "@nonstop/contract/time";
import { type ChannelsEnv, channelByName, type ChannelStub } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import type { House } from "@nonstop/house/house";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import type { ChunkPlan } from "@nonstop/media/chunk-plan";
import { fragmentsOfSegment, pastSource } from "@nonstop/media/chunk-source";
import {
  firstSecondOfSegment,
  SEGMENT_SECONDS,
  secondOfAudioFrame,
  segmentOfSecond,
} from "@nonstop/media/lattice";
import type { ChunkSource } from "@nonstop/media/put-together";

/** What the media of pieces is read of. */
export type PastEnv = ChannelsEnv & { MEDIA: R2Bucket; HOUSE_FORMAT: string };

/** Seconds by which we ask the channel for longer than it surely keeps its bytes: the clocks, and what is being written just now. */
const KEPT_MARGIN_SECONDS = 10;

/**
 * Reads of a channel's past what a chunk is made of, in these video renditions and the sound: from R2, from the channel what R2 does not
 * have yet, and slate by computing it. The source lacks what nobody has. Rejects when R2 or the channel does not answer.
 */
export async function readPast(
  env: PastEnv,
  source: PastSource,
  plan: ChunkPlan,
  renditions: readonly string[],
): Promise<ChunkSource> {
  const shown = new Set(plan.pictures);
  const heard = new Set(plan.frames.map((frame) => secondOfAudioFrame(frame)));
  const past = new PastSeconds(env, source, [...shown, ...heard]);
  const found = new Map<string, Uint8Array>();
  const read = async (rendition: string, seconds: readonly number[]): Promise<void> => {
    for (const [second, fragment] of await past.read(rendition, seconds))
      found.set(`${rendition} ${second}`, fragment);
  };
  await Promise.all([...renditions.map((id) => read(id, [...shown])), read("audio", [...heard])]);
  return pastSource((rendition, second) => found.get(`${rendition} ${second}`));
}

/** Some seconds of a channel's past, all of one version of the house format. */
class PastSeconds {
  readonly #env: PastEnv;
  readonly #source: PastSource;
  readonly #channel: ChannelStub;
  readonly #range: { from: number; to: number };
  #slate: Promise<(second: number) => boolean> | undefined;
  #edge: Promise<number> | undefined;

  constructor(env: PastEnv, source: PastSource, seconds: readonly number[]) {
    this.#env = env;
    this.#source = source;
    this.#channel = channelByName(env, source.channel);
    this.#range = { from: Math.min(...seconds), to: Math.max(...seconds) + 1 };
  }

  /** The fragments of these seconds in one rendition, as far as anybody has them. */
  async read(rendition: string, seconds: readonly number[]): Promise<Map<number, Uint8Array>> {
    const segments = Map.groupBy(seconds, (second) => segmentOfSecond(second));
    const found = await Promise.all(
      [...segments].map(([segment, wanted]) => this.#segment(rendition, segment, wanted)),
    );
    return new Map(found.flat());
  }

  async #segment(
    rendition: string,
    segment: number,
    wanted: readonly number[],
  ): Promise<[number, Uint8Array][]> {
    const first = firstSecondOfSegment(segment);
    const isFresh = secondOf(clock.nowMs()) - first < KEPT_SECONDS + KEPT_MARGIN_SECONDS;
    const bytes = isFresh
      ? ((await this.#kept(rendition, segment)) ?? (await this.#stored(rendition, segment)))
      : ((await this.#stored(rendition, segment)) ?? (await this.#kept(rendition, segment)));
    if (bytes !== undefined) {
      const fragments = fragmentsOfSegment(bytes);
      if (fragments.length !== SEGMENT_SECONDS) return [];
      return wanted.flatMap((second) => {
        const fragment = fragments[second - first];
        return fragment === undefined ? [] : [[second, fragment] as [number, Uint8Array]];
      });
    }
    const each = await Promise.all(
      wanted.map(async (second): Promise<[number, Uint8Array][]> => {
        const fragment = await this.#alone(rendition, second, isFresh);
        return fragment === undefined ? [] : [[second, fragment]];
      }),
    );
    return each.flat();
  }

  async #kept(rendition: string, segment: number): Promise<Uint8Array | undefined> {
    return bytesOf(await this.#channel.segment(segment, rendition, this.#source.version));
  }

  async #stored(rendition: string, segment: number): Promise<Uint8Array | undefined> {
    const { channel, version } = this.#source;
    // Segments that were stored before keys carried the version have none.
    for (const place of [
      { version, rendition },
      { version: undefined, rendition },
    ]) {
      const object = await this.#env.MEDIA.get(segmentKey(channel, place, segment));
      if (object !== null) return new Uint8Array(await object.arrayBuffer());
    }
    return undefined;
  }

  // A second whose segment is not whole yet, or nothing but slate.
  async #alone(rendition: string, second: number, isFresh: boolean): Promise<Uint8Array | undefined> {
    // A second that is not listed yet is not waited for.
    if (isFresh && second < (await this.#listedTo())) {
      const bytes = bytesOf(await this.#channel.part(second, rendition, this.#source.version));
      if (bytes !== undefined) return bytes;
    }
    if (!(await this.#wasSlate())(second)) return undefined;
    const house = await this.#house();
    return house?.renditions.includes(rendition) === true
      ? house.slateFragment(second, rendition)
      : undefined;
  }

  #house(): Promise<House | undefined> {
    return houseOfVersion(this.#env, this.#source.version);
  }

  #listedTo(): Promise<number> {
    this.#edge ??= (async () => {
      const listed = await this.#channel.listed();
      return listed.kind === "window" ? listed.to : 0;
    })();
    return this.#edge;
  }

  #wasSlate(): Promise<(second: number) => boolean> {
    this.#slate ??= (async () => {
      const spans = await this.#channel.slateSpans(this.#range);
      return (second: number) => spans.some(({ from, to }) => from <= second && second < to);
    })();
    return this.#slate;
  }
}

function bytesOf(media: Media): Uint8Array | undefined {
  return media.kind === "bytes" ? media.bytes : undefined;
}
