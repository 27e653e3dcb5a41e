import { describe, expect, it } from "vitest";
import { findEcho } from "./find-echo.ts";
import { fourierTransform } from "./fourier-transform.ts";

const RATE = 4000;
const SECONDS = 16;

/** Numbers from -1 to 1 that look like chance, and are the same in each run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Something like a voice: breath and a pitch that wanders, in syllables with pauses between them. */
function voice(seed: number): Float64Array {
  const next = chance(seed);
  const samples = new Float64Array(SECONDS * RATE);
  let [pitch, phase, loud, breath] = [120, 0, 0, 0];
  for (let i = 0; i < samples.length; i += 1) {
    if (i % 800 === 0)
      [pitch, loud] = [100 + 60 * Math.abs(next()), next() > -0.3 ? 0.2 + 0.8 * Math.abs(next()) : 0];
    phase += (2 * Math.PI * pitch) / RATE;
    breath = 0.7 * breath + 0.3 * next();
    const tone = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase);
    samples[i] = loud * (0.4 * tone + breath) + 0.001 * next();
  }
  return samples;
}

function withEcho(sound: Float64Array, delaySeconds: number, gain: number): Float64Array {
  const delay = Math.round(delaySeconds * RATE);
  return sound.map((value, i) => value + gain * (sound[i - delay] ?? 0));
}

describe("the echo in a voice", () => {
  it.each([
    [0.25, 0.3],
    [0.8, 0.15],
    [2, 0.3],
    [6, 0.2],
  ])("of %f s at %f is found", (delay, gain) => {
    for (const seed of [1, 2]) {
      const echo = findEcho(withEcho(voice(seed), delay, gain), RATE);
      expect(echo?.delaySeconds).toBeCloseTo(delay, 2);
    }
  });

  it("is none where there is none", () => {
    for (const seed of [1, 2, 3]) expect(findEcho(voice(seed), RATE)).toBeUndefined();
  });
});

describe("what returns by itself is no echo:", () => {
  const every = (value: (t: number) => number): Float64Array =>
    new Float64Array(SECONDS * RATE).map((_, i) => value(i / RATE));

  it.each([
    ["a tone", every((t) => Math.sin(2 * Math.PI * 440 * t))],
    [
      "the hum of the mains",
      every((t) => Math.sin(2 * Math.PI * 50 * t) + 0.3 * Math.sin(2 * Math.PI * 150 * t)),
    ],
    ["a beat", every((t) => (t % 0.5 < 0.05 ? Math.sin(2 * Math.PI * 200 * t) : 0))],
    ["silence", every(() => 0)],
  ])("%s", (_what, sound) => {
    expect(findEcho(sound, RATE)).toBeUndefined();
  });
});

it("transforms as the definition says", () => {
  const next = chance(9);
  const input = Array.from({ length: 16 }, () => next());
  const [real, imaginary] = [Float64Array.from(input), new Float64Array(16)];
  fourierTransform(real, imaginary);
  for (const k of input.keys()) {
    const angle = (n: number): number => (-2 * Math.PI * k * n) / 16;
    expect(real[k]).toBeCloseTo(
      input.reduce((sum, x, n) => sum + x * Math.cos(angle(n)), 0),
      9,
    );
    expect(imaginary[k]).toBeCloseTo(
      input.reduce((sum, x, n) => sum + x * Math.sin(angle(n)), 0),
      9,
    );
  }
});
