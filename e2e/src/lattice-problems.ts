import { readFragment } from "@nonstop/media/fragment";
import type { Watched } from "./hls-viewer.ts";

/** Ticks a gap may have: one picture at 90 kHz, one AAC frame at 48 kHz. */
const EXPECTED = {
  video: { timescale: 90_000, step: 3000 },
  audio: { timescale: 48_000, step: 1024 },
} as const;

/**
 * Holds what a viewer got against the lattice: 30 pictures, 46 or 47 sound frames a second, decoding times strictly
 * increasing with no gap, and the second's own place on the clock. Answers what is wrong, in words.
 */
export function latticeProblems(watched: Watched): string[] {
  const kind = watched.rendition === "audio" ? "audio" : "video";
  const { timescale, step } = EXPECTED[kind];
  const problems: string[] = [];
  let expected: number | undefined;
  for (const [second, bytes] of watched.seconds) {
    const fragment = readFragment(bytes);
    const count = fragment.samples.length;
    const rightCount = kind === "video" ? count === 30 : count === 46 || count === 47;
    if (!rightCount) problems.push(`${watched.rendition} ${second}: ${count} samples`);
    if (Math.floor(fragment.baseTime / timescale) !== second)
      problems.push(`${watched.rendition} ${second}: begins at ${fragment.baseTime / timescale} s`);
    if (expected !== undefined && fragment.baseTime !== expected)
      problems.push(
        `${watched.rendition} ${second}: begins ${fragment.baseTime - expected} ticks off its predecessor's end`,
      );
    if (kind === "video" && fragment.samples[0]?.isSync !== true)
      problems.push(`${watched.rendition} ${second}: does not begin with an IDR`);
    expected = fragment.baseTime;
    for (const sample of fragment.samples) {
      if (sample.duration !== step)
        problems.push(`${watched.rendition} ${second}: a sample lasts ${sample.duration} ticks`);
      expected += sample.duration;
    }
  }
  return problems;
}
