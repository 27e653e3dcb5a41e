import { expect, it } from "vitest";
import { SourceBreaks } from "./source-breaks.ts";

const AT = new URL("https://source.test/live/index.m3u8");
const playlist = (first: number, breaks: readonly number[], count = 4): string =>
  `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:${first}\n${Array.from({ length: count }, (_, i) => first + i)
    .map((n) => {
      const cue = breaks.includes(n) ? "#EXT-X-CUE-OUT-CONT\n" : "#EXT-X-CUE-IN\n";
      return `${cue}#EXTINF:4,\nseg-${n}.ts`;
    })
    .join("\n")}\n`;
const fetch = (breaks: SourceBreaks, n: number): void =>
  breaks.fetched(new URL(`http://source.test/live/seg-${n}.ts`));

it("follows the reader's clock from the first segment that it fetches", () => {
  const breaks = new SourceBreaks();
  breaks.begin();
  breaks.shown("source", AT, playlist(10, [13]));
  fetch(breaks, 12);
  expect([0, 3999, 4000, 7999].map((ms) => breaks.isBreak(ms))).toEqual([false, false, true, true]);
  breaks.shown("source", AT, playlist(14, [14]));
  expect([8000, 11_999, 12_000].map((ms) => breaks.isBreak(ms))).toEqual([true, true, false]);
});

it("knows nothing before a segment was fetched, nor of what no playlist has shown", () => {
  const breaks = new SourceBreaks();
  breaks.begin();
  expect(breaks.isBreak(0)).toBe(false);
  breaks.shown("source", AT, playlist(10, [10, 11, 12, 13]));
  fetch(breaks, 10);
  expect(breaks.isBreak(15_999)).toBe(true);
  expect(breaks.isBreak(16_000)).toBe(false);
});

it("begins anew with a new reader, and goes on for hours", () => {
  const breaks = new SourceBreaks();
  for (let reader = 0; reader < 2; reader += 1) {
    breaks.begin();
    let ms = 0;
    for (let n = 100; n < 1600; n += 1) {
      breaks.shown("source", AT, playlist(n, n % 10 === 0 ? [n] : []));
      if (n === 100) fetch(breaks, 100);
      expect(breaks.isBreak(ms + 100)).toBe(n % 10 === 0);
      ms += 4000;
    }
  }
});
