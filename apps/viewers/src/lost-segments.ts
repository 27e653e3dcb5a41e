import { segmentKey, segmentOfKey } from "@nonstop/contract/media-keys";
import { clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { SharedReads } from "@nonstop/door/shared-reads";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { ChannelReads } from "./channel-reads.ts";
import type { Env } from "./env.ts";
import { segmentPlace } from "./possible-reads.ts";

/** A list of R2 has so many keys: an hour has 900 segments. */
const MAX_LISTED = 1000;
/** What is stored stays, but for a sweep or an accident. */
const KEPT_MS = 60_000;

/** Segments `[from, to)` of a channel, in some renditions. */
export type SegmentRange = { channel: string; renditions: readonly string[]; from: number; to: number };

const lost = new SharedReads<ReadonlySet<number>>({ keepMs: () => KEPT_MS, maxWeight: 200 });

/**
 * The segments of a range that nobody has any more, in one rendition at least: they are a gap in all of them, so that picture
 * and sound go on together behind it. None while R2 cannot say.
 */
export async function lostSegments(
  env: Env,
  channel: ChannelReads,
  range: SegmentRange,
): Promise<ReadonlySet<number>> {
  const { renditions, from, to } = range;
  try {
    return await lost.read(`${range.channel} ${renditions.join()} ${from} ${to}`, () =>
      findLost(env, channel, range),
    );
  } catch (error) {
    log("segments-unlisted", { channel: range.channel, from, to, why: String(error) });
    return new Set();
  }
}

async function findLost(env: Env, channel: ChannelReads, range: SegmentRange): Promise<ReadonlySet<number>> {
  const nowMs = clock.nowMs();
  const settled = segmentsOf(range).filter((segment) => {
    const place = segmentPlace(segment, nowMs);
    return place === "stored" || place === "written-late";
  });
  if (settled.length === 0) return new Set();
  const stored = await Promise.all(
    range.renditions.map((rendition) => storedSegments(env.MEDIA, range, rendition)),
  );
  const lacking = settled.filter((segment) => stored.some((segments) => !segments.has(segment)));
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

// Keys are sorted as text: the numbers of all our segments have nine digits.
async function storedSegments(
  media: R2Bucket,
  { channel, from, to }: SegmentRange,
  rendition: string,
): Promise<ReadonlySet<number>> {
  const stored = new Set<number>();
  let startAfter = segmentKey(channel, rendition, from - 1);
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

function segmentsOf({ from, to }: SegmentRange): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
