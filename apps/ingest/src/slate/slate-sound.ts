/** A partial of the pad: all turn a whole number of times in 8 s, so the loop has no seam. */
type Partial = { hertz: number; level: number; sway: number; phase: number };

// A major with an added ninth, low and wide; pairs an eighth of a hertz apart beat once in the loop.
const PAD: readonly Partial[] = [
  { hertz: 110, level: 0.032, sway: 1, phase: 0 },
  { hertz: 110.125, level: 0.02, sway: 2, phase: 1.3 },
  { hertz: 164.875, level: 0.024, sway: 1, phase: 2.1 },
  { hertz: 220, level: 0.018, sway: 2, phase: 4.0 },
  { hertz: 220.25, level: 0.012, sway: 1, phase: 0.7 },
  { hertz: 277.25, level: 0.012, sway: 1, phase: 3.3 },
  { hertz: 329.625, level: 0.009, sway: 2, phase: 5.2 },
  { hertz: 493.875, level: 0.005, sway: 1, phase: 1.9 },
];

/** The slate's quiet pad as an ffmpeg `aevalsrc` description, stereo, `seconds` long. */
export function slateSound(seconds: number): string {
  const side = (turn: number): string =>
    PAD.map(
      (p) =>
        `${p.level}*sin(2*PI*${p.hertz}*t+${(p.phase + turn).toFixed(2)})` +
        `*(0.62+0.38*sin(2*PI*${p.sway}*t/8+${(p.phase * 2 + turn * 2).toFixed(2)}))`,
    ).join("+");
  return `aevalsrc=exprs='${side(0)}|${side(0.8)}':s=48000:d=${seconds}`;
}
