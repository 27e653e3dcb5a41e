import { BACKDROP_HEIGHT, BACKDROP_WIDTH, drawBackdrop } from "./backdrop.ts";
import type { Backdrop } from "./backdrop.ts";
import { encodeMarks, MARK_LAYOUT } from "./marks.ts";
import type { Marks } from "./marks.ts";

/**
 * Sizes of a sheet. A sheet is what Node draws of each picture: the marks at their final size on top and a 160x90 backdrop
 * below, in one small raw yuv420p image. It is piped into ffmpeg, which enlarges the backdrop and lays the marks over it.
 * Drawing in Node makes counter and clock exact, and lets the pipe set ffmpeg's pace.
 */
export type SheetGeometry = {
  width: number;
  height: number;
  stripWidth: number;
  stripHeight: number;
  cell: number;
};

const even = (n: number): number => 2 * Math.ceil(n / 2);

/** The sizes of a sheet for pictures that are `pictureHeight` pixels high. */
export function sheetGeometry(pictureHeight: number): SheetGeometry {
  const cell = pictureHeight / MARK_LAYOUT.cellsPerHeight;
  const stripWidth = even(cell * (MARK_LAYOUT.rows[1] + 2 * MARK_LAYOUT.insetCells));
  const stripHeight = even(cell * (MARK_LAYOUT.rows.length + 2 * MARK_LAYOUT.insetCells));
  return {
    width: Math.max(stripWidth, BACKDROP_WIDTH),
    height: stripHeight + BACKDROP_HEIGHT,
    stripWidth,
    stripHeight,
    cell,
  };
}

const BLACK = 16;
const WHITE = 235;

/** Draws one sheet (yuv420p, tightly packed). `t` is the moment of the backdrop in seconds. */
export function drawSheet(geometry: SheetGeometry, marks: Marks, backdrop: Backdrop, t: number): Buffer {
  const { width, height, cell } = geometry;
  const sheet = Buffer.alloc((width * height * 3) / 2, 128);
  sheet.fill(BLACK, 0, width * geometry.stripHeight);
  for (const [row, cells] of encodeMarks(marks).entries()) {
    const top = Math.round(cell * (row + MARK_LAYOUT.insetCells));
    const bottom = Math.round(cell * (row + 1 + MARK_LAYOUT.insetCells));
    const line = Buffer.alloc(width, BLACK);
    for (const [i, white] of cells.entries()) {
      const left = Math.round(cell * (i + MARK_LAYOUT.insetCells));
      if (white) line.fill(WHITE, left, Math.round(cell * (i + 1 + MARK_LAYOUT.insetCells)));
    }
    for (let y = top; y < bottom; y++) line.copy(sheet, y * width);
  }
  drawBackdrop(backdrop, t, (x, y, luma, u, v) => {
    sheet[(geometry.stripHeight + y) * width + x] = luma;
    if ((x & 1) === 0 && (y & 1) === 0) {
      const chroma = ((geometry.stripHeight + y) >> 1) * (width >> 1) + (x >> 1);
      sheet[width * height + chroma] = u;
      sheet[(width * height * 5) / 4 + chroma] = v;
    }
  });
  return sheet;
}
