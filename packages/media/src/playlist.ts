import type { Second } from "./units.ts";
import { firstSecondOfSegment, SEGMENT_SECONDS, segmentOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { discontinuityLines, type MediaPlace, placeLines, prefixAt } from "./media-place.ts";
import { type Break, breakLines } from "./break-lines.ts";
import { durationText, liveDurationText, playlistText, startText } from "./playlist-text.ts";

/**
 * The longest second has 47 AAC frames. All renditions have the same target, so that players reload all of them at the
 * same pace.
 */
const PART_TARGET = "1.00267";
/** Parts are listed for the open segment and this many before it, so that none is older than three target durations. */
const SEGMENTS_WITH_PARTS = 2;

/**
 * The live media playlist of a rendition for the seconds `[from, to)`. `from` is a multiple of 4, and `to` is the open
 * second. Whole segments are listed as such, the newest two also by parts. The open segment is listed only by parts.
 * hls.js treats a playlist without a whole segment as empty, so `from` must lie at least 4 s back. `places`: where its media
 * lies, all of them from the channel's first on. `gaps`: segments that are lost; players go on behind them. `breaks`: those that
 * touch it, by start.
 */
export function mediaPlaylist(o: {
  rendition: string;
  audio: boolean;
  from: Second;
  to: Second;
  places: readonly MediaPlace[];
  gaps?: ReadonlySet<number>;
  breaks?: readonly Break[];
  renditionReports: readonly string[];
}): string {
  const { audio, from, to, places } = o;
  if (from % SEGMENT_SECONDS !== 0 || to < from) throw new MediaError(`no playlist spans [${from}, ${to})`);
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:9",
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.01,HOLD-BACK=12",
    `#EXT-X-PART-INF:PART-TARGET=${PART_TARGET}`,
    `#EXT-X-MEDIA-SEQUENCE:${segmentOfSecond(from)}`,
    ...discontinuityLines(places, from),
    "#EXT-X-INDEPENDENT-SEGMENTS",
  ];
  if (to === from) lines.push(...placeLines(places, from, true));
  const partsFrom = firstSecondOfSegment(segmentOfSecond(to) - SEGMENTS_WITH_PARTS);
  for (let start = from; start < to; start += SEGMENT_SECONDS) {
    const end = Math.min(start + SEGMENT_SECONDS, to);
    const prefix = prefixAt(places, start);
    const isGap = o.gaps?.has(segmentOfSecond(start)) ?? false;
    lines.push(...placeLines(places, start, start === from));
    lines.push(...breakLines(o.breaks ?? [], { from: start === from ? 0 : start, to: end }));
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${startText(start, audio)}`);
    if (start >= partsFrom)
      for (let second = start; second < end; second += 1)
        lines.push(
          `#EXT-X-PART:DURATION=${liveDurationText(second, second + 1, audio)},URI="${prefix}part/${second}.m4s",INDEPENDENT=YES${isGap ? ",GAP=YES" : ""}`,
        );
    if (end - start === SEGMENT_SECONDS)
      lines.push(...segmentLines(start, liveDurationText(start, end, audio), { prefix, isGap }));
  }
  lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${prefixAt(places, to)}part/${to}.m4s"`);
  if (to > from) {
    const newest = to - 1;
    for (const rendition of o.renditionReports)
      if (rendition !== o.rendition)
        lines.push(
          `#EXT-X-RENDITION-REPORT:URI="../${rendition}/index.m3u8",LAST-MSN=${segmentOfSecond(newest)},LAST-PART=${newest % SEGMENT_SECONDS}`,
        );
  }
  return playlistText(lines);
}

/**
 * The replay playlist of a rendition for the seconds `[from, to)`. It lists the stored segments that hold them, and
 * marks a start within a segment with EXT-X-START. Unless `ended`, it lists only segments that lie wholly before `to`,
 * and it may grow. `places` and `gaps` are as for the live playlist.
 */
export function vodPlaylist(o: {
  audio: boolean;
  from: Second;
  to: Second;
  places: readonly MediaPlace[];
  gaps?: ReadonlySet<number>;
  breaks?: readonly Break[];
  ended: boolean;
}): string {
  const start = firstSecondOfSegment(segmentOfSecond(o.from));
  const end = o.ended ? o.to : firstSecondOfSegment(segmentOfSecond(o.to));
  const lines = [
    "#EXTM3U",
    // Gaps are known from version 8 on.
    `#EXT-X-VERSION:${(o.gaps?.size ?? 0) > 0 ? 8 : 6}`,
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    `#EXT-X-PLAYLIST-TYPE:${o.ended ? "VOD" : "EVENT"}`,
    `#EXT-X-MEDIA-SEQUENCE:${segmentOfSecond(start)}`,
    ...discontinuityLines(o.places, start),
    "#EXT-X-INDEPENDENT-SEGMENTS",
  ];
  if (o.from > start) lines.push(`#EXT-X-START:TIME-OFFSET=${o.from - start},PRECISE=YES`);
  for (let second = start; second < end; second += SEGMENT_SECONDS) {
    lines.push(...placeLines(o.places, second, second === start));
    const span = { from: second === start ? 0 : second, to: second + SEGMENT_SECONDS };
    lines.push(...breakLines(o.breaks ?? [], span));
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${startText(second, o.audio)}`);
    const isGap = o.gaps?.has(segmentOfSecond(second)) ?? false;
    const duration = durationText(second, second + SEGMENT_SECONDS, o.audio);
    lines.push(...segmentLines(second, duration, { prefix: prefixAt(o.places, second), isGap }));
  }
  if (o.ended) lines.push("#EXT-X-ENDLIST");
  return playlistText(lines);
}

function segmentLines(
  start: Second,
  duration: string,
  { prefix, isGap }: { prefix: string; isGap: boolean },
): string[] {
  return [...(isGap ? ["#EXT-X-GAP"] : []), `#EXTINF:${duration},`, `${prefix}${segmentOfSecond(start)}.m4s`];
}
