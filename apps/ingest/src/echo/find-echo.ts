import { fourierTransform } from "./fourier-transform.ts";

/** An echo: sound that comes back in itself, so much later and so strong (0 to 1). */
export type Echo = { delaySeconds: number; strength: number };

/** Earlier than this a room sounds, and later nobody would be thrown off: what a guest hears that late they hear as another voice. */
const MIN_DELAY_SECONDS = 0.12;
const MAX_DELAY_SECONDS = 10;
/** Below this an echo is lost in the room. Measured: speech without one stays below 0.02, one 20 dB down reaches 0.05. */
const MIN_STRENGTH = 0.035;
/** An echo stands alone. Tones and beats return again and again, about equally strong. */
const MIN_PROMINENCE = 2.2;
/** What lies so near to the strongest return belongs to it. */
const WIDTH_SECONDS = 0.03;
/** Added to each line of the spectrum, as a share of the mean: what is not there is not raised out of the noise. */
const FLOOR = 1e-4;

/**
 * Finds the echo in some sound: the return of it to itself that stands out of all others. `samples` is mono, at `rate` a second, half a
 * minute or so. The spectrum is flattened half way first, so that the pitch of a voice does not pass for a return. Pure; it takes
 * some hundred milliseconds of a processor.
 */
export function findEcho(samples: Float64Array, rate: number): Echo | undefined {
  const returns = returnsOf(samples);
  const [from, to] = [Math.round(MIN_DELAY_SECONDS * rate), Math.round(MAX_DELAY_SECONDS * rate)];
  const width = Math.round(WIDTH_SECONDS * rate);
  const last = Math.min(to, Math.floor(samples.length / 2));
  const delay = strongest(returns, from, last, () => true);
  if (delay === undefined) return undefined;
  const strength = returns[delay] ?? 0;
  // The echo of the echo is at twice the delay.
  const other = strongest(
    returns,
    from,
    last,
    (lag) => Math.abs(lag - delay) > width && Math.abs(lag - 2 * delay) > width,
  );
  const next = other === undefined ? 0 : (returns[other] ?? 0);
  if (strength < MIN_STRENGTH || strength < next * MIN_PROMINENCE) return undefined;
  return { delaySeconds: delay / rate, strength: Math.min(1, strength) };
}

/** How strongly a sound returns in itself, by the delay in samples; 1 at none. */
function returnsOf(samples: Float64Array): Float64Array {
  let length = 1;
  while (length < samples.length * 2) length *= 2;
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);
  real.set(samples);
  fourierTransform(real, imaginary);
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    const magnitude = Math.hypot(real[i] ?? 0, imaginary[i] ?? 0);
    real[i] = magnitude;
    sum += magnitude;
  }
  const floor = (sum / length) * FLOOR;
  for (let i = 0; i < length; i += 1) real[i] = (real[i] ?? 0) + floor;
  imaginary.fill(0);
  fourierTransform(real, imaginary);
  const whole = real[0] || 1;
  return real.map((value) => value / whole);
}

function strongest(
  returns: Float64Array,
  from: number,
  to: number,
  counts: (lag: number) => boolean,
): number | undefined {
  let found: number | undefined;
  for (let lag = from; lag < to; lag += 1)
    if (counts(lag) && (found === undefined || (returns[lag] ?? 0) > (returns[found] ?? 0))) found = lag;
  return found;
}
