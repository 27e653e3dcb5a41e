import type { Second } from "./units.ts";
import { boxHeader, childBoxes, fieldsOf, onlyBox, readBoxes } from "./box-reader.ts";
import type { Bytes } from "./join-bytes.ts";
import { ascii, box, fullBox, u32, u64 } from "./box-writer.ts";
import {
  AUDIO_FRAME_SAMPLES,
  audioFramesOfSecond,
  PICTURE_TICKS,
  PICTURES_PER_SECOND,
  VIDEO_TIMESCALE,
} from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { readMovieFragment } from "./movie-fragment.ts";

/** One picture or audio frame; `duration` in ticks of its track's timescale. */
export type Sample = { data: Uint8Array; duration: number; isSync: boolean };

/** A CMAF fragment of one track; `baseTime` in ticks since the Unix epoch. */
export type Fragment = { sequence: number; trackId: number; baseTime: number; samples: readonly Sample[] };

const TRACK_ID = 1;
const SYNC_FLAGS = 0x02000000;
const NON_SYNC_FLAGS = 0x01010000;
const NO_DEFAULTS = (): object => ({});

/**
 * Reads a fragment of one track (`moof` and `mdat`, what may precede them is skipped). Sample data are views into `bytes`.
 * Anything malformed is a MediaError.
 */
export function readFragment(bytes: Uint8Array): Fragment {
  const boxes = readBoxes(bytes, 0, bytes.byteLength);
  const mdat = onlyBox(boxes, "mdat");
  const moof = onlyBox(boxes, "moof");
  if (boxes.at(-1) !== mdat || boxes.at(-2) !== moof)
    throw new MediaError("a fragment ends with its moof and mdat");
  const { sequence, runs } = readMovieFragment(bytes, moof, 0, NO_DEFAULTS);
  const [run, ...more] = runs;
  if (run === undefined) throw new MediaError("box traf: absent");
  if (more.length > 0) throw new MediaError("box traf: more than one");
  if (run.baseTime < 0) throw new MediaError("box tfdt: before the epoch");
  let at = mdat.body;
  const samples = run.samples.map(({ position, size, duration, isSync }) => {
    if (position !== at || position + size > mdat.end)
      throw new MediaError("a sample lies outside its place in mdat");
    at += size;
    return { data: bytes.subarray(position, position + size), duration, isSync };
  });
  if (at !== mdat.end) throw new MediaError("box mdat: bytes left over after the last sample");
  return { sequence, trackId: run.trackId, baseTime: run.baseTime, samples };
}

/**
 * Writes a fragment of track 1, with `baseTime` in ticks. All fragments have the same layout, so that they can be
 * patched.
 */
export function writeFragment(f: { second: Second; baseTime: number; samples: readonly Sample[] }): Bytes {
  if (!Number.isSafeInteger(f.baseTime) || f.baseTime < 0)
    throw new MediaError(`base time ${f.baseTime} is not a time`);
  const [first] = f.samples;
  if (first === undefined) throw new MediaError("a fragment has at least one sample");
  const oneDuration = f.samples.every((sample) => sample.duration === first.duration);
  const rest = f.samples[1] ?? first;
  const restSame = f.samples.every((sample, index) => index === 0 || sample.isSync === rest.isSync);
  const sampleFlags = (sample: Sample): number => (sample.isSync ? SYNC_FLAGS : NON_SYNC_FLAGS);
  const rows = f.samples.map((sample) => [
    ...(oneDuration ? [] : [sample.duration]),
    sample.data.byteLength,
    ...(restSame ? [] : [sampleFlags(sample)]),
  ]);
  const trunFlags = 0x201 | (restSame ? 0x04 : 0x400) | (oneDuration ? 0 : 0x100);
  const firstFlags = restSame ? [sampleFlags(first)] : [];
  const moofOf = (dataOffset: number): Bytes =>
    box(
      "moof",
      fullBox("mfhd", 0, 0, u32(f.second)),
      box(
        "traf",
        fullBox("tfhd", 0, 0x020028, u32(TRACK_ID, first.duration, sampleFlags(rest))),
        fullBox("tfdt", 1, 0, u64(f.baseTime)),
        fullBox("trun", 0, trunFlags, u32(rows.length, dataOffset, ...firstFlags, ...rows.flat())),
      ),
    );
  const moof = moofOf(moofOf(0).byteLength + 8);
  const mdatSize = f.samples.reduce((sum, sample) => sum + sample.data.byteLength, 8);
  const out = new Uint8Array(moof.byteLength + mdatSize);
  out.set(moof);
  out.set(u32(mdatSize), moof.byteLength);
  out.set(ascii("mdat"), moof.byteLength + 4);
  let at = moof.byteLength + 8;
  for (const { data } of f.samples) {
    out.set(data, at);
    at += data.byteLength;
  }
  return out;
}

/**
 * Copies a second's video fragment to another second. Only `mfhd` and `tfdt` change. It works for fragments that this
 * package wrote, and does not check them again.
 */
export function moveVideoFragment(bytes: Uint8Array, second: Second): Bytes {
  const moof = boxHeader(bytes, 0);
  if (moof.type !== "moof" || moof.end > bytes.byteLength)
    throw new MediaError("a fragment begins with its moof");
  const boxes = childBoxes(bytes, moof);
  const sequence = fieldsOf(bytes, onlyBox(boxes, "mfhd"));
  sequence.versionAndFlags();
  const time = fieldsOf(bytes, onlyBox(childBoxes(bytes, onlyBox(boxes, "traf")), "tfdt"));
  if (time.versionAndFlags().version !== 1) throw new MediaError("box tfdt: not 64 bits wide");
  const out = new Uint8Array(bytes);
  out.set(u32(second), sequence.skip(4));
  out.set(u64(second * VIDEO_TIMESCALE), time.skip(8));
  return out;
}

/** A second of video: 30 pictures, the first an IDR. */
export function videoFragment(second: Second, pictures: readonly Sample[]): Bytes {
  if (pictures.length !== PICTURES_PER_SECOND)
    throw new MediaError(`a second has ${PICTURES_PER_SECOND} pictures, not ${pictures.length}`);
  if (pictures.some((picture, index) => picture.isSync !== (index === 0)))
    throw new MediaError("the first picture of a second is its only IDR");
  const samples = pictures.map((picture) => ({ ...picture, duration: PICTURE_TICKS }));
  return writeFragment({ second, baseTime: second * VIDEO_TIMESCALE, samples });
}

/** A second of audio: as many raw AAC frames as begin in it (`audioFramesOfSecond`). */
export function audioFragment(second: Second, frames: readonly Uint8Array[]): Bytes {
  const { first, count } = audioFramesOfSecond(second);
  if (frames.length !== count)
    throw new MediaError(`second ${second} has ${count} audio frames, not ${frames.length}`);
  const samples = frames.map((data) => ({ data, duration: AUDIO_FRAME_SAMPLES, isSync: true }));
  return writeFragment({ second, baseTime: first * AUDIO_FRAME_SAMPLES, samples });
}
