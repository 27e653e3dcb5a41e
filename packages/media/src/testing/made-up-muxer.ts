import { ascii, box, fullBox, u32, u64 } from "../box-writer.ts";
import { type Bytes, joinBytes } from "../join-bytes.ts";
import { childBoxes, onlyBox, readBoxes } from "../box-reader.ts";
import type { Sample } from "../fragment.ts";
import { audioInitSegment, videoInitSegment } from "../init-segment.ts";
import type { Parameters } from "../parameters.ts";

/** Samples of one track that go into one `traf`; `baseTime` in the track's ticks, may be below 0. */
export type MuxRun = { trackId: number; baseTime: number; samples: readonly Sample[] };

/** How a muxer may lay out the same samples. */
export type MuxStyle = {
  base: "moof" | "file" | "implied";
  sizes: "trun" | "tfhd";
  timeBits: 32 | 64;
  dataSizeBits: 32 | 64;
  truns: 1 | 2;
};

export const FFMPEG_STYLE: MuxStyle = {
  base: "moof",
  sizes: "trun",
  timeBits: 64,
  dataSizeBits: 32,
  truns: 1,
};

/** `ftyp` and `moov` with a track per video rendition, ids from 1, then one for the audio. */
export function muxHeader(p: Parameters): Bytes {
  const inits = [...Object.values(p.video).map(videoInitSegment), audioInitSegment(p.audio)];
  const tracks = inits.map((init, index) => {
    const top = readBoxes(init, 0, init.byteLength);
    const moov = childBoxes(init, onlyBox(top, "moov"));
    const trak = onlyBox(moov, "trak");
    const bytes = init.slice(trak.start, trak.end);
    // tkhd is trak's first box: header 8, version and flags 4, two times 8, then the track id.
    bytes.set(u32(index + 1), 8 + 8 + 4 + 8);
    return bytes;
  });
  const trex = inits.map((_, index) => fullBox("trex", 0, 0, u32(index + 1, 1, 0, 0, 0)));
  return joinBytes([
    box("ftyp", ascii("iso5"), u32(512), ascii("iso6mp41")),
    box("moov", fullBox("mvhd", 0, 0, new Uint8Array(96)), ...tracks, box("mvex", ...trex)),
  ]);
}

/** One `moof` with its `mdat`; `filePosition` is where it will stand. */
export function muxFragment(
  runs: readonly MuxRun[],
  style: MuxStyle = FFMPEG_STYLE,
  filePosition = 0,
): Bytes {
  const payload = joinBytes(runs.flatMap((run) => run.samples.map((sample) => sample.data)));
  const dataHeader = style.dataSizeBits === 64 ? 16 : 8;
  const moofOf = (moofSize: number): Bytes => {
    const moofAt = style.base === "file" ? filePosition : 0;
    let at = moofSize + dataHeader;
    const trafs = runs.map((run) => {
      const start = at;
      at += run.samples.reduce((sum, sample) => sum + sample.data.byteLength, 0);
      return trackFragment(run, style, moofAt, start, run === runs[0]);
    });
    return box("moof", fullBox("mfhd", 0, 0, u32(1)), ...trafs);
  };
  const moof = moofOf(moofOf(0).byteLength);
  const mdat =
    style.dataSizeBits === 64
      ? joinBytes([u32(1), ascii("mdat"), u64(payload.byteLength + 16), payload])
      : box("mdat", payload);
  return joinBytes([moof, mdat]);
}

function trackFragment(run: MuxRun, style: MuxStyle, moofAt: number, start: number, isFirst: boolean): Bytes {
  const sizes = run.samples.map((sample) => sample.data.byteLength);
  const same = style.sizes === "tfhd" && sizes.every((size) => size === sizes[0]);
  const header = {
    moof: { flags: 0x020000, words: [] as Uint8Array[] },
    file: { flags: 1, words: [u64(moofAt)] as Uint8Array[] },
    implied: { flags: 0, words: [] as Uint8Array[] },
  }[style.base];
  const tfhdFlags = header.flags | (same ? 0x10 : 0);
  const half = style.truns === 2 ? Math.ceil(run.samples.length / 2) : run.samples.length;
  const truns = [run.samples.slice(0, half), run.samples.slice(half)].filter((part) => part.length > 0);
  return box(
    "traf",
    fullBox("tfhd", 0, tfhdFlags, u32(run.trackId), ...header.words, u32(...(same ? sizes.slice(0, 1) : []))),
    style.timeBits === 64
      ? fullBox("tfdt", 1, 0, u64(run.baseTime))
      : fullBox("tfdt", 0, 0, u32(run.baseTime)),
    ...truns.map((part, index) => {
      const explicit = index === 0 && (style.base !== "implied" || isFirst);
      const rows = part.flatMap((sample) => [
        sample.duration,
        ...(same ? [] : [sample.data.byteLength]),
        sample.isSync ? 0x02000000 : 0x01010000,
      ]);
      const flags = 0x500 | (same ? 0 : 0x200) | (explicit ? 1 : 0);
      return fullBox("trun", 0, flags, u32(part.length, ...(explicit ? [start] : []), ...rows));
    }),
  );
}
