/** A segment of a source's playlist: its number, its address as it stands there, how long it is, and whether it is in a break. */
export type CuedSegment = { number: number; address: string; durationMs: number; isBreak: boolean };

type DateRange = { fromMs: number; toMs: number };

/**
 * The segments of a media playlist, with the breaks that its cues tell of: EXT-X-CUE-OUT, -CONT and -IN, or EXT-X-DATERANGE with
 * SCTE35-OUT and -IN (RFC 8216bis, 4.4.5.1.1). `isBreakBefore` says whether a break went on when its first segment began, for the cue
 * that began it may have left the playlist.
 */
export function cuedSegments(text: string, isBreakBefore: (number: number) => boolean): CuedSegment[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const ranges = breakRanges(lines);
  const segments: CuedSegment[] = [];
  let number = Number(valueOf(lines, "#EXT-X-MEDIA-SEQUENCE:") ?? 0);
  let isOut = isBreakBefore(number);
  let leftMs = Infinity;
  let durationMs = 0;
  let atMs: number | undefined;
  for (const line of lines) {
    if (line.startsWith("#EXT-X-CUE-OUT-CONT")) isOut = true;
    else if (line.startsWith("#EXT-X-CUE-OUT")) {
      isOut = true;
      leftMs = cueLengthMs(line);
    } else if (line.startsWith("#EXT-X-CUE-IN")) isOut = false;
    else if (line.startsWith("#EXTINF:"))
      durationMs = 1000 * Number.parseFloat(line.slice("#EXTINF:".length)) || 0;
    else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:"))
      atMs = dateMs(line.slice(line.indexOf(":") + 1)) ?? atMs;
    else if (line !== "" && !line.startsWith("#")) {
      // Its middle decides: starts are rounded.
      const middleMs = (atMs ?? Number.NaN) + durationMs / 2;
      const isInRange = ranges.some(({ fromMs, toMs }) => fromMs <= middleMs && middleMs < toMs);
      if (isOut && leftMs <= durationMs / 2) isOut = false;
      segments.push({ number, address: line, durationMs, isBreak: isOut || isInRange });
      number += 1;
      if (isOut) leftMs -= durationMs;
      atMs = atMs === undefined ? undefined : atMs + durationMs;
    }
  }
  return segments;
}

// The two tags of a break have the same id. One without an end runs until it has one.
function breakRanges(lines: readonly string[]): DateRange[] {
  const ranges = new Map<string, DateRange>();
  for (const line of lines.filter((each) => each.startsWith("#EXT-X-DATERANGE:"))) {
    const attribute = (name: string): string | undefined =>
      new RegExp(`[:,]${name}=(?:"([^"]*)"|([^,]*))`)
        .exec(line)
        ?.slice(1)
        .find((value) => value !== undefined);
    const id = attribute("ID") ?? "";
    const isOut = attribute("SCTE35-OUT") !== undefined;
    const isIn = attribute("SCTE35-IN") !== undefined;
    const fromMs = dateMs(attribute("START-DATE") ?? "");
    const before = ranges.get(id);
    if ((!isOut && before === undefined) || fromMs === undefined) continue;
    const seconds = Number(attribute("DURATION") ?? (isIn ? undefined : attribute("PLANNED-DURATION")));
    const toMs =
      dateMs(attribute("END-DATE") ?? "") ?? (Number.isFinite(seconds) ? fromMs + 1000 * seconds : undefined);
    ranges.set(id, { fromMs: before?.fromMs ?? fromMs, toMs: toMs ?? before?.toMs ?? Infinity });
  }
  return [...ranges.values()];
}

// `:30`, `:DURATION=30` or nothing.
function cueLengthMs(line: string): number {
  const seconds = Number.parseFloat(/^#EXT-X-CUE-OUT:(?:.*DURATION=)?"?([\d.]+)/.exec(line)?.[1] ?? "");
  return seconds > 0 ? 1000 * seconds : Infinity;
}

function dateMs(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function valueOf(lines: readonly string[], tag: string): string | undefined {
  return lines.find((line) => line.startsWith(tag))?.slice(tag.length);
}
