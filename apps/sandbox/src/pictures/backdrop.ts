export const BACKDROP_WIDTH = 160;
export const BACKDROP_HEIGHT = 90;

/** How the picture behind the words moves: drifting light, a test card that dances, cells that live and die. */
export type BackdropStyle = "drift" | "card" | "life";

type Colour = readonly [y: number, u: number, v: number];
/** A style and its colours (limited range). A `life` backdrop keeps its board, so draw it forwards in time. */
export type Backdrop = { style: BackdropStyle; colours: readonly Colour[]; board: LifeBoard };

function colourOfHue(hue: number, saturation: number, lightness: number): Colour {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
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
  return { style, colours, board: newLifeBoard() };
}

const wave = (length: number, cycles: number, phase: number, depth: number): Float32Array =>
  Float32Array.from(
    { length },
    (_, i) => depth * Math.sin((i / BACKDROP_WIDTH) * cycles * 2 * Math.PI + phase),
  );

type Plot = (x: number, y: number, luma: number, u: number, v: number) => void;

/** Calls `plot` for every pixel of the backdrop at moment `t` (seconds). */
export function drawBackdrop(backdrop: Backdrop, t: number, plot: Plot): void {
  if (backdrop.style === "drift") drawDrift(backdrop.colours, t, plot);
  else if (backdrop.style === "card") drawCard(t, plot);
  else drawLife(backdrop, t, plot);
}

function drawDrift(colours: readonly Colour[], t: number, plot: Plot): void {
  const across = wave(BACKDROP_WIDTH, 0.8, t * 0.7, 46);
  const down = wave(BACKDROP_HEIGHT, 1.4, -t * 0.5, 46);
  const slope = wave(BACKDROP_WIDTH + BACKDROP_HEIGHT, 0.5, t * 0.9, 46);
  for (let y = 0; y < BACKDROP_HEIGHT; y++) {
    for (let x = 0; x < BACKDROP_WIDTH; x++) {
      const value = (across[x] ?? 0) + (down[y] ?? 0) + (slope[x + y] ?? 0) + t * 6;
      const colour = colours[Math.floor(value) & 255];
      if (colour !== undefined) plot(x, y, colour[0], colour[1], colour[2]);
    }
  }
}

/** The seven stripes of the test card at 75 %, muted. */
const STRIPES = [0, 60, 180, 120, 300, 0, 240].map((hue, i) =>
  colourOfHue(hue, i === 0 ? 0 : 0.75, i === 0 ? 0.7 : 0.38),
);

function drawCard(t: number, plot: Plot): void {
  for (let y = 0; y < BACKDROP_HEIGHT; y++) {
    const sway = 9 * Math.sin(y / 17 + t * 1.3) + 5 * Math.sin(y / 7 - t * 2.1) * Math.sin(t * 0.4);
    for (let x = 0; x < BACKDROP_WIDTH; x++) {
      const at = Math.floor(((x + sway + BACKDROP_WIDTH * 7) / BACKDROP_WIDTH) * 7) % 7;
      const colour = STRIPES[y > 64 ? 6 - at : at];
      if (colour !== undefined) plot(x, y, colour[0] + (y > 64 ? -20 : 0), colour[1], colour[2]);
    }
  }
}

const CELL = 2;
const BOARD_WIDTH = BACKDROP_WIDTH / CELL;
const BOARD_HEIGHT = BACKDROP_HEIGHT / CELL;
const GENERATIONS_PER_SECOND = 8;

/** Game of Life on a torus. `ages` counts generations since birth. 0 is dead, negative is fading. */
type LifeBoard = { generation: number; ages: Int16Array };

function newLifeBoard(): LifeBoard {
  let seed = 20_260_101;
  const ages = Int16Array.from({ length: BOARD_WIDTH * BOARD_HEIGHT }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff < 0.28 ? 1 : 0;
  });
  return { generation: 0, ages };
}

function nextGeneration(board: LifeBoard): void {
  const was = board.ages;
  const lives = (x: number, y: number): number =>
    (was[((y + BOARD_HEIGHT) % BOARD_HEIGHT) * BOARD_WIDTH + ((x + BOARD_WIDTH) % BOARD_WIDTH)] ?? 0) > 0
      ? 1
      : 0;
  board.ages = was.map((age, i) => {
    const x = i % BOARD_WIDTH;
    const y = (i - x) / BOARD_WIDTH;
    let near = -(age > 0 ? 1 : 0);
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) near += lives(x + dx, y + dy);
    const isAlive = near === 3 || (near === 2 && age > 0);
    if (isAlive) return Math.max(0, age) + 1;
    return age > 0 ? -6 : Math.min(0, age + 1);
  });
  board.generation++;
  // A glider now and then revives a board that has come to rest.
  if (board.generation % 60 === 0)
    for (const i of [1, 82, 160, 161, 162]) board.ages[i + (board.generation % 1600)] = 1;
}

function drawLife(backdrop: Backdrop, t: number, plot: Plot): void {
  const { board, colours } = backdrop;
  while (board.generation < t * GENERATIONS_PER_SECOND) nextGeneration(board);
  for (let y = 0; y < BACKDROP_HEIGHT; y++) {
    for (let x = 0; x < BACKDROP_WIDTH; x++) {
      const age = board.ages[Math.floor(y / CELL) * BOARD_WIDTH + Math.floor(x / CELL)] ?? 0;
      const colour = colours[Math.min(255, Math.abs(age) * 14)] ?? [16, 128, 128];
      const glow = age > 0 ? 70 : age < 0 ? -4 * (6 + age) : -28;
      plot(x, y, Math.max(20, colour[0] + glow), colour[1], colour[2]);
    }
  }
}
