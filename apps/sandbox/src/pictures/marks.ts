/**
 * Machine-readable marks: two rows of black and white cells at the top left of a picture. Tests read them back from decoded
 * pictures to learn what a viewer really saw. The cells are large enough to survive scaling and a low bitrate.
 *
 * Row 0 (32 cells): room mark (8), frame counter mod 65536 (16), CRC-8 (8).
 * Row 1 (40 cells): clock, milliseconds mod 2^32 (32), CRC-8 (8).
 * A cell is height/45 (16 px at 720p, 8 px at 360p); the rows start half a cell from the top and from the left of the
 * picture proper. Most significant bit first, white is 1.
 */
export const MARK_LAYOUT = { cellsPerHeight: 45, insetCells: 0.5, rows: [32, 40] } as const;

/** What a picture says about itself. `room` 1..255, `frame` 0..65535, `clockMs` 0..2^32-1. */
export type Marks = { room: number; frame: number; clockMs: number };

/** Marks as read. `clockMs` is undefined when only the second row was unreadable. */
export type ReadMarks = { room: number; frame: number; clockMs: number | undefined };

/** The seed is not zero, so that an all-black picture is not a valid mark. */
const CRC_SEED = 0xa5;
/** A row with less difference between white and black (of 219) is no mark. */
const MIN_CONTRAST = 60;

function crc8(bytes: readonly number[]): number {
  let crc = CRC_SEED;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}

const bitsOf = (bytes: readonly number[]): boolean[] =>
  bytes.flatMap((byte) => Array.from({ length: 8 }, (_, i) => ((byte >> (7 - i)) & 1) === 1));

/** The cells of both rows, true for white. */
export function encodeMarks(marks: Marks): readonly [readonly boolean[], readonly boolean[]] {
  const frame = marks.frame % 65_536;
  const clock = Math.floor(marks.clockMs) % 4_294_967_296;
  const head = [marks.room & 0xff, frame >> 8, frame & 0xff];
  const time = [24, 16, 8, 0].map((shift) => Math.floor(clock / 2 ** shift) % 256);
  return [bitsOf([...head, crc8(head)]), bitsOf([...time, crc8(time)])];
}

/** Mean luma of the middle half of a cell. Scaling and the codec smear its rim. */
function cellLuma(
  luma: Uint8Array | Uint8ClampedArray,
  width: number,
  at: { x: number; y: number; cell: number },
): number {
  const x0 = Math.round(at.x + at.cell / 4);
  const y0 = Math.round(at.y + at.cell / 4);
  const span = Math.max(1, Math.floor(at.cell / 2));
  let sum = 0;
  for (let y = y0; y < y0 + span; y++) for (let x = x0; x < x0 + span; x++) sum += luma[y * width + x] ?? 0;
  return sum / (span * span);
}

/** The bytes of one row, or undefined when its checksum does not hold. */
function readRow(
  luma: Uint8Array | Uint8ClampedArray,
  width: number,
  at: { x: number; y: number; cell: number; cells: number },
): number[] | undefined {
  if (at.x + at.cell * at.cells > width) return undefined;
  const levels = Array.from({ length: at.cells }, (_, i) =>
    cellLuma(luma, width, { x: at.x + i * at.cell, y: at.y, cell: at.cell }),
  );
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  if (high - low < MIN_CONTRAST) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < levels.length; i += 8) {
    bytes.push(levels.slice(i, i + 8).reduce((byte, v) => byte * 2 + (v > (low + high) / 2 ? 1 : 0), 0));
  }
  const sum = bytes.pop();
  return sum === crc8(bytes) ? bytes : undefined;
}

/**
 * Reads the marks from a luma plane of `width` x `height` (one byte a pixel, no padding). A 4:3 piece that stands in a
 * wider picture between side bars is found as well. Undefined when there is no readable mark.
 */
export function readMarks(
  luma: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): ReadMarks | undefined {
  const cell = height / MARK_LAYOUT.cellsPerHeight;
  const pillar = (width - (height * 4) / 3) / 2;
  for (const left of pillar >= 1 ? [0, pillar] : [0]) {
    const x = left + cell * MARK_LAYOUT.insetCells;
    const y = cell * MARK_LAYOUT.insetCells;
    const head = readRow(luma, width, { x, y, cell, cells: MARK_LAYOUT.rows[0] });
    if (head === undefined) continue;
    const [room = 0, high = 0, low = 0] = head;
    const time = readRow(luma, width, { x, y: y + cell, cell, cells: MARK_LAYOUT.rows[1] });
    const clockMs = time?.reduce((value, byte) => value * 256 + byte, 0);
    return { room, frame: high * 256 + low, clockMs };
  }
  return undefined;
}

/** The Unix milliseconds of a wrapped clock mark, as near to `nearMs` as possible. */
export function unwrapClock(clockMs: number, nearMs: number): number {
  const span = 4_294_967_296;
  return clockMs + Math.round((nearMs - clockMs) / span) * span;
}
