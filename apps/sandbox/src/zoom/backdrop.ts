export const BACKDROP_WIDTH = 160;
export const BACKDROP_HEIGHT = 90;

/** How the picture behind the words moves: soft light for guests, three hands for films. */
export const BACKDROP_STYLES = ["light", "mosaic", "waves"] as const;
export type BackdropStyle = (typeof BACKDROP_STYLES)[number];

type Colour = readonly [y: number, u: number, v: number];
/** A style and its colours: 256 steps of luma and chroma (limited range). */
export type Backdrop = { style: BackdropStyle; colours: readonly Colour[] };

function colourOfHue(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  const [r, g, b] = [channel(0), channel(8), channel(4)];
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [
    Math.round(16 + 219 * luma),
    Math.round(128 + (112 * (b - luma)) / 0.9278),
    Math.round(128 + (112 * (r - luma)) / 0.7874),
  ];
}

/** A backdrop in calm, dark colours around one hue (degrees), so that white words stay readable on it. */
export function makeBackdrop(style: BackdropStyle, hue: number): Backdrop {
  const colours = Array.from({ length: 256 }, (_, i) => {
    const swing = Math.sin((i / 256) * 2 * Math.PI);
    return colourOfHue((hue + 40 * swing + 360) % 360, 0.55, 0.2 + 0.13 * Math.cos((i / 256) * 4 * Math.PI));
  });
  return { style, colours };
}

const wave = (length: number, cycles: number, phase: number, depth: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => depth * Math.sin((i / BACKDROP_WIDTH) * cycles * 2 * Math.PI + phase));

/** Calls `plot` for every pixel of the backdrop at moment `t` (seconds). Pure, and cheap: sums of precomputed waves. */
export function drawBackdrop(
  backdrop: Backdrop,
  t: number,
  plot: (x: number, y: number, luma: number, u: number, v: number) => void,
): void {
  const fine = backdrop.style === "waves" ? 2.5 : 0.8;
  const across = wave(BACKDROP_WIDTH, fine, t * 0.7, 46);
  const down = wave(BACKDROP_HEIGHT, fine * 1.7, -t * 0.5, 46);
  const slope = wave(BACKDROP_WIDTH + BACKDROP_HEIGHT, fine * 0.6, t * 0.9, 46);
  const tile = backdrop.style === "mosaic" ? 10 : 1;
  for (let y = 0; y < BACKDROP_HEIGHT; y++) {
    for (let x = 0; x < BACKDROP_WIDTH; x++) {
      const tx = x - (x % tile);
      const ty = y - (y % tile);
      let value = (across[tx] ?? 0) + (down[ty] ?? 0) + (slope[tx + ty] ?? 0) + t * 6;
      if (backdrop.style === "waves") value += 30 * Math.sin(((slope[x] ?? 0) + y) / 9);
      if (tile > 1) value += ((tx * 7 + ty * 13) % 50) * Math.sin(t * 0.8 + tx);
      const colour = backdrop.colours[Math.floor(value) & 255];
      if (colour !== undefined) plot(x, y, colour[0], colour[1], colour[2]);
    }
  }
}
