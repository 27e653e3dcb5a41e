import type { HouseSpan, SecondRange } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import { segmentKey, segmentOfKey } from "@nonstop/contract/media-keys";
import { clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import type { House } from "@nonstop/house/house";
import { SharedReads } from "@nonstop/door/shared-reads";
import { SEGMENT_SECONDS, segmentOfSecond } from "@nonstop/media/lattice";
import type { ChannelReads } from "./channel-reads.ts";
import type { Env } from "./env.ts";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { segmentPlace } from "./possible-reads.ts";

/** A list of R2 has so many keys: an hour has 900 segments. */
const MAX_LISTED = 1000;
/** What is stored stays, but for a sweep or an accident. */
const KEPT_MS = 60_000;

/** Seconds `[from, to)` of a channel, and what it aired in. */
export type AiredRange = SecondRange & { channel: string; houses: readonly HouseSpan[] };

/** Segments `[from, to)` of a channel that aired in one house format. */
type SegmentRange = { channel: string; house: House; from: number; to: number };

const lost = new SharedReads<ReadonlySet<number>>({ keepMs: () => KEPT_MS, maxWeight: 200 });

/**
 * The segments of a range that nobody has any more, in one rendition at least: they are a gap in all of them, so that picture
 * and sound go on together behind it. None is said to be lost while R2 cannot say.
 */
export async function lostSegments(
  env: Env,
  channel: ChannelReads,
  range: AiredRange,
): Promise<ReadonlySet<number>> {
  const found = new Set(await segmentsWithoutHouse(env, range));
  for (const { version, from, to } of segmentSpans(range)) {
    const house = await houseOfVersion(env, version);
    if (house === undefined) continue;
    try {
      const ask = { channel: range.channel, house, from, to };
      const key = `${range.channel} ${version} ${from} ${to}`;
      for (const segment of await lost.read(key, () => findLost(env, channel, ask))) found.add(segment);
    } catch (error) {
      log("segments-unlisted", { channel: range.channel, from, to, why: String(error) });
    }
  }
  return found;
}

/** The segments of a range whose house format cannot be had: without its init segment nothing plays them. */
export async function segmentsWithoutHouse(
  env: Env,
  range: Omit<AiredRange, "channel">,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const span of segmentSpans(range))
    if ((await houseOfVersion(env, span.version)) === undefined)
      for (const segment of segmentsOf(span)) found.add(segment);
  return found;
}

type SegmentSpan = { version: HouseVersion; from: number; to: number };

function segmentSpans({ houses, ...range }: Omit<AiredRange, "channel">): SegmentSpan[] {
  return houses.flatMap(({ version, ...span }, index) => {
    const until = houses[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    // Whatever is before the first span is of that too.
    const from = segmentOfSecond(Math.max(range.from, index === 0 ? 0 : span.from));
    const to = segmentOfSecond(Math.min(range.to, until) - 1) + 1;
    return from < to ? [{ version, from, to }] : [];
  });
}

async function findLost(env: Env, channel: ChannelReads, range: SegmentRange): Promise<ReadonlySet<number>> {
  const nowMs = clock.nowMs();
  const settled = segmentsOf(range).filter((segment) => {
    const place = segmentPlace(segment, nowMs);
    return place === "stored" || place === "written-late";
  });
  if (settled.length === 0) return new Set();
  const { version, renditions } = range.house;
  const stored = renditions.map((rendition) => storedSegments(env.MEDIA, range, { version, rendition }));
  let lacking = lackingIn(settled, await Promise.all(stored));
  if (lacking.length > 0) {
    const old = renditions.map((rendition) =>
      storedSegments(env.MEDIA, range, { version: undefined, rendition }),
    );
    lacking = lackingIn(lacking, await Promise.all(old));
  }
  if (lacking.length === 0) return new Set();
  const waiting = await channel.waitingSegments();
  const found = new Set<number>();
  for (const segment of lacking) {
    const second = segment * SEGMENT_SECONDS;
    if (waiting.has(segment) || (await channel.wasSlate(second, second + SEGMENT_SECONDS))) continue;
    found.add(segment);
  }
  return found;
}

function lackingIn(segments: readonly number[], stored: readonly ReadonlySet<number>[]): number[] {
  return segments.filter((segment) => stored.some((there) => !there.has(segment)));
}

// Keys are sorted as text: the numbers of all our segments have nine digits.
async function storedSegments(
  media: R2Bucket,
  { channel, from, to }: SegmentRange,
  place: { version: string | undefined; rendition: string },
): Promise<ReadonlySet<number>> {
  const stored = new Set<number>();
  let startAfter = segmentKey(channel, place, from - 1);
  const prefix = startAfter.slice(0, startAfter.lastIndexOf("/") + 1);
  for (;;) {
    const page = await media.list({ prefix, startAfter, limit: Math.min(MAX_LISTED, to - from + 1) });
    const last = page.objects.at(-1)?.key;
    for (const { key } of page.objects) {
      const segment = segmentOfKey(key);
      if (segment !== undefined && segment < to) stored.add(segment);
    }
    if (!page.truncated || last === undefined || (segmentOfKey(last) ?? to) >= to) return stored;
    startAfter = last;
  }
}

function segmentsOf({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
