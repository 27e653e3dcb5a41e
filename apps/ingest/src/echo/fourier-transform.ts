/** The discrete Fourier transform, in place. Both arrays are of one length, a power of two. */
export function fourierTransform(real: Float64Array, imaginary: Float64Array): void {
  reorder(real, imaginary);
  const { length } = real;
  const cosines = new Float64Array(length / 2);
  const sines = new Float64Array(length / 2);
  for (let k = 0; k < length / 2; k += 1) {
    cosines[k] = Math.cos((2 * Math.PI * k) / length);
    sines[k] = -Math.sin((2 * Math.PI * k) / length);
  }
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    const step = length / size;
    for (let start = 0; start < length; start += size) {
      for (let k = 0; k < half; k += 1) {
        const [even, odd] = [start + k, start + k + half];
        const [cosine, sine] = [cosines[k * step] ?? 0, sines[k * step] ?? 0];
        const [a, b] = [real[odd] ?? 0, imaginary[odd] ?? 0];
        const x = a * cosine - b * sine;
        const y = a * sine + b * cosine;
        real[odd] = (real[even] ?? 0) - x;
        imaginary[odd] = (imaginary[even] ?? 0) - y;
        real[even] = (real[even] ?? 0) + x;
        imaginary[even] = (imaginary[even] ?? 0) + y;
      }
    }
  }
}

/** Puts each value where the bits of its place, read backwards, say. */
function reorder(real: Float64Array, imaginary: Float64Array): void {
  const { length } = real;
  for (let from = 1, to = 0; from < length; from += 1) {
    let bit = length >> 1;
    for (; (to & bit) !== 0; bit >>= 1) to ^= bit;
    to ^= bit;
    if (from >= to) continue;
    for (const values of [real, imaginary]) {
      const value = values[from] ?? 0;
      values[from] = values[to] ?? 0;
      values[to] = value;
    }
  }
}
