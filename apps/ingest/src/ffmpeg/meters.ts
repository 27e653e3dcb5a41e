/** Keys of the lines that the meters write to stderr, each after a line with its time. */
export const PEAK_KEY = "lavfi.astats.Overall.Peak_level";
/** How many of a picture's tiles are black, in per cent. */
export const BLACK_TILES_KEY = "lavfi.blackframe.pblack";
/** By how much the tile that changed most differs from its last sample, 0 to 255. */
export const CHANGED_TILE_KEY = "lavfi.signalstats.YMAX";

const print = (key: string): string => `print:key=${key}:file='pipe\\:2':direct=1`;

/**
 * Writes the peak of the sound ten times a second. Once a second would not do: ffmpeg reads the input that the oldest output of
 * the graph waits for, and an output that moves by whole seconds makes it neglect the stand-in for a missing track for as long.
 */
export const SOUND_METER =
  "asetnsamples=4800,astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level," +
  `ametadata=${print(PEAK_KEY)},anullsink`;

/**
 * Five pictures a second as 64x36 tiles of grey, which costs next to nothing. A tile is the mean of some 20x20 pixels: the
 * noise of a codec on a still picture is averaged away, and a small thing that moves still stands out in its own tile.
 * A tile below 17 of 255 counts as black.
 */
export const PICTURE_METER =
  `framestep=6,scale=64:36:flags=area,format=gray,blackframe=0:17,metadata=${print(BLACK_TILES_KEY)},` +
  `tblend=all_mode=difference,signalstats,metadata=${print(CHANGED_TILE_KEY)},nullsink`;
