import type { Box } from "./box-reader.ts";
import { childBoxes, fieldsOf, onlyBox } from "./box-reader.ts";
import { MediaError } from "./media-error.ts";

/** What a track's `trex` says where `tfhd` and `trun` are silent. */
export type SampleDefaults = { duration?: number; size?: number; flags?: number };

/** One sample of a run: where its bytes lie in the file, its ticks, whether decoding may start there. */
export type SampleSpan = { position: number; size: number; duration: number; isSync: boolean };

/** One `traf`; `baseTime` in ticks, below 0 for the priming frame of a source that starts at 0. */
export type TrackRun = { trackId: number; baseTime: number; samples: SampleSpan[] };

/** A `moof`. */
export type MovieFragment = { sequence: number; runs: TrackRun[] };

// A second has 30 pictures or up to 47 frames. The bound keeps a forged sample count from costing time or memory.
const MAX_SAMPLES = 10_000;
const NON_SYNC = 0x10000;

/**
 * Reads a `moof` with any number of `traf`s. `filePosition` is where byte 0 of `bytes` lies in the file, because sample
 * positions are file positions. Reordered pictures are refused, because the house format has none.
 */
export function readMovieFragment(
  bytes: Uint8Array,
  moof: Box,
  filePosition: number,
  defaultsOf: (trackId: number) => SampleDefaults,
): MovieFragment {
  const boxes = childBoxes(bytes, moof);
  const header = fieldsOf(bytes, onlyBox(boxes, "mfhd"));
  header.versionAndFlags();
  const sequence = header.u32();
  const runs: TrackRun[] = [];
  const moofPosition = filePosition + moof.start;
  // Without default-base-is-moof a later traf's data follows the data of the one before.
  let dataEnd = moofPosition;
  let budget = MAX_SAMPLES;
  for (const box of boxes) {
    if (box.type !== "traf") continue;
    const run = readTrackRun(bytes, box, { moofPosition, dataEnd, budget, defaultsOf });
    const last = run.samples.at(-1);
    if (last !== undefined) dataEnd = last.position + last.size;
    budget -= run.samples.length;
    runs.push(run);
  }
  return { sequence, runs };
}

type RunContext = {
  moofPosition: number;
  dataEnd: number;
  budget: number;
  defaultsOf: (trackId: number) => SampleDefaults;
};

function readTrackRun(bytes: Uint8Array, traf: Box, context: RunContext): TrackRun {
  const boxes = childBoxes(bytes, traf);
  const header = readTrackHeader(bytes, onlyBox(boxes, "tfhd"), context);
  const baseTime = readBaseTime(bytes, onlyBox(boxes, "tfdt"));
  const truns = boxes.filter((box) => box.type === "trun");
  if (truns.length === 0) throw new MediaError("box trun: absent");
  const samples: SampleSpan[] = [];
  let next = header.base;
  for (const trun of truns) {
    readSamples(bytes, trun, header, next, samples, context.budget);
    const last = samples.at(-1);
    if (last !== undefined) next = last.position + last.size;
  }
  return { trackId: header.trackId, baseTime, samples };
}

type TrackHeader = { trackId: number; base: number; defaults: SampleDefaults };

function readTrackHeader(bytes: Uint8Array, tfhd: Box, context: RunContext): TrackHeader {
  const fields = fieldsOf(bytes, tfhd);
  const { flags } = fields.versionAndFlags();
  const trackId = fields.u32();
  let base = flags & 0x020000 ? context.moofPosition : context.dataEnd;
  if (flags & 0x01) base = fields.u64();
  if (flags & 0x02) fields.u32();
  const defaults = { ...context.defaultsOf(trackId) };
  if (flags & 0x08) defaults.duration = fields.u32();
  if (flags & 0x10) defaults.size = fields.u32();
  if (flags & 0x20) defaults.flags = fields.u32();
  return { trackId, base, defaults };
}

function readBaseTime(bytes: Uint8Array, tfdt: Box): number {
  const fields = fieldsOf(bytes, tfdt);
  return fields.versionAndFlags().version === 0 ? fields.u32() : fields.i64();
}

function readSamples(
  bytes: Uint8Array,
  trun: Box,
  header: TrackHeader,
  follows: number,
  samples: SampleSpan[],
  budget: number,
): void {
  const fields = fieldsOf(bytes, trun);
  const { flags } = fields.versionAndFlags();
  const count = fields.u32();
  if (samples.length + count > budget) throw new MediaError(`box trun: ${count} samples are too many`);
  let position = flags & 0x01 ? header.base + fields.i32() : follows;
  const firstFlags = flags & 0x04 ? fields.u32() : undefined;
  for (let index = 0; index < count; index += 1) {
    const duration = flags & 0x100 ? fields.u32() : header.defaults.duration;
    const size = flags & 0x200 ? fields.u32() : header.defaults.size;
    let sampleFlags = flags & 0x400 ? fields.u32() : header.defaults.flags;
    if (index === 0 && firstFlags !== undefined) sampleFlags = firstFlags;
    if (flags & 0x800 && fields.u32() !== 0) throw new MediaError("box trun: pictures are reordered");
    if (duration === undefined) throw new MediaError("box trun: a sample has no duration");
    if (size === undefined || size === 0) throw new MediaError("box trun: a sample has no bytes");
    samples.push({ position, size, duration, isSync: ((sampleFlags ?? 0) & NON_SYNC) === 0 });
    position += size;
  }
}
