/** What a media playlist says of its newest media. Times in epoch ms. */
export type MediaPlaylist = {
  mediaSequence: number;
  /** Where the newest second ends. */
  endMs: number | undefined;
  /** Between two segments, as their times and lengths say. */
  holes: number;
  gaps: number;
  init: string | undefined;
  segments: readonly string[];
  parts: readonly string[];
};

/** Times are written to the millisecond, and sound is cut by its frames. */
const MAX_SLIP_MS = 50;

/** Reads a media playlist; undefined when it is none. */
export function readMediaPlaylist(text: string): MediaPlaylist | undefined {
  if (!text.startsWith("#EXTM3U") || !text.includes("#EXT-X-TARGETDURATION")) return undefined;
  let atMs: number | undefined;
  let partsMs = 0;
  let holes = 0;
  let gaps = 0;
  let duration = 0;
  let init: string | undefined;
  const segments: string[] = [];
  const parts: string[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const [, tag = "", value = ""] = /^#(EXT[\w-]*):?(.*)$/.exec(line) ?? [];
    if (tag === "EXT-X-PROGRAM-DATE-TIME") {
      const toldMs = Date.parse(value);
      if (atMs !== undefined && Math.abs(toldMs - atMs) > MAX_SLIP_MS) holes += 1;
      atMs = toldMs;
      partsMs = 0;
    } else if (tag === "EXT-X-PART") {
      partsMs += 1000 * Number(/DURATION=([\d.]+)/.exec(value)?.[1] ?? 0);
      parts.push(/URI="([^"]*)"/.exec(value)?.[1] ?? "");
      if (value.includes("GAP=YES")) gaps += 1;
    } else if (tag === "EXTINF") duration = Number.parseFloat(value);
    else if (tag === "EXT-X-GAP") gaps += 1;
    else if (tag === "EXT-X-MAP") init = /URI="([^"]*)"/.exec(value)?.[1];
    else if (line !== "" && !line.startsWith("#")) {
      segments.push(line);
      if (atMs !== undefined) atMs += duration * 1000;
      partsMs = 0;
    }
  }
  const sequence = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1] ?? 0);
  const endMs = atMs === undefined || Number.isNaN(atMs) ? undefined : Math.round(atMs + partsMs);
  return { mediaSequence: sequence, endMs, holes, gaps, init, segments, parts };
}

/** The addresses of all renditions that a multivariant playlist names; none when it is no such playlist. */
export function renditionsOf(text: string): string[] {
  if (!text.startsWith("#EXTM3U")) return [];
  const lines = text.split("\n").map((line) => line.trim());
  const sounds = lines.flatMap((line) => /^#EXT-X-MEDIA:.*URI="([^"]*)"/.exec(line)?.[1] ?? []);
  const pictures = lines.filter((_, i) => lines[i - 1]?.startsWith("#EXT-X-STREAM-INF") === true);
  return [...pictures, ...sounds];
}
