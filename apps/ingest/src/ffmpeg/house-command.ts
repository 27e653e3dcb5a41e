import type { HouseFormat } from "@nonstop/contract/house-format";
import { PICTURE_METER, SOUND_METER } from "./meters.ts";

/** Names of the filter outputs that are encoded: one per rung, in the format's order, and the sound. */
export type HouseLabels = { video: readonly string[]; audio: string };

const RATE = 48_000;
const FRAME = 1024;

/** ffmpeg mixes mono into stereo 3 dB too low. This raises it by as much; in floating point nothing is clipped. */
export const FULL_MONO = "volume=volume=if(eq(nb_channels\\,1)\\,sqrt(2)\\,1):precision=float";

/** First AAC frame boundary at or after second `second`, in samples. */
function firstSampleOfSecond(second: number): number {
  return Math.ceil((second * RATE) / FRAME) * FRAME;
}

/**
 * Filter graph that brings one picture input and one sound input onto the lattice from whole second `second` of the
 * input's clock on, once per rung.
 */
export function latticeFilters(
  format: HouseFormat,
  o: {
    video: string;
    audio: string;
    second: number;
    /** Filters for the picture before the rate is made constant, e.g. deinterlacing. */
    beforeVideo?: string;
    beforeAudio?: string;
    /** Filters after the rate and sound are on the lattice, e.g. padding. */
    afterVideo?: string;
    afterAudio?: string;
    /** Measures picture and sound by the second, on stderr. */
    meter?: boolean;
  },
): { graph: string; labels: HouseLabels } {
  const count = format.video.length;
  const rungs = format.video.map((rung) => `[${rung.id}]`);
  const split = format.video.map((rung) => `[${rung.id}in]`).join("");
  const before = o.beforeVideo === undefined ? "" : `${o.beforeVideo},`;
  const beforeSound = o.beforeAudio === undefined ? "" : `${o.beforeAudio},`;
  const after = o.afterVideo === undefined ? "" : `${o.afterVideo},`;
  const afterSound = o.afterAudio === undefined ? "" : `,${o.afterAudio}`;
  const graph = [
    `${o.video}${before}fps=30:start_time=${o.second}:round=near,${after}split=${count}${split}`,
    ...format.video.map((rung, i) => {
      // The lowest rung is measured, for it has the fewest pixels.
      const isMeasured = o.meter === true && i === count - 1;
      const out = isMeasured ? `,split[${rung.id}][watched]` : `[${rung.id}]`;
      return `[${rung.id}in]${fit(rung.width, rung.height)}${out}`;
    }),
    // Two resamplers, because first_pts counts in samples of the resampler's input. `flags=+res` keeps swresample from
    // starting again at first_pts with its first soft correction.
    `${o.audio}${beforeSound}${FULL_MONO},aresample=${RATE},aresample=${RATE}:async=1000:min_hard_comp=0.1:` +
      `first_pts=${firstSampleOfSecond(o.second)}:flags=+res,` +
      `aformat=channel_layouts=stereo${afterSound}${o.meter === true ? `,asplit[audio][meter]` : "[audio]"}`,
  ];
  if (o.meter === true) graph.push(`[meter]${SOUND_METER}`, `[watched]${PICTURE_METER}`);
  return { graph: graph.join(";"), labels: { video: rungs, audio: "[audio]" } };
}

/**
 * Fits the whole picture into the frame at its display aspect, with bars around it, also when its size changes. (The option of
 * `scale` itself ignores the pixel aspect.)
 */
export function fit(width: number, height: number): string {
  const w = `trunc(min(${width}\\,${height}*dar)/2)*2`;
  const h = `trunc(min(${height}\\,${width}/dar)/2)*2`;
  return `scale=w=${w}:h=${h}:eval=frame,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:eval=frame,setsar=1,format=yuv420p`;
}

/**
 * Encoder and container of the house format: every option that shapes SPS, PPS and AudioSpecificConfig is here and
 * nowhere else. `bitsPerSecond` may be lowered for still pictures; it shapes none of them.
 */
export function houseOutput(
  format: HouseFormat,
  labels: HouseLabels,
  bitsPerSecond: readonly number[] = format.video.map((rung) => rung.bitsPerSecond),
): string[] {
  const maps = [...labels.video, labels.audio].flatMap((label) => ["-map", label]);
  const rungs = format.video.flatMap((rung, i) => {
    const bits = String(bitsPerSecond[i] ?? rung.bitsPerSecond);
    return [`-level:v:${i}`, rung.level, `-b:v:${i}`, bits, `-maxrate:v:${i}`, bits, `-bufsize:v:${i}`, bits];
  });
  return [
    ...maps,
    ...rungs,
    // With an exact constant rate and start_time on a whole second, -g 30 puts every IDR on a whole second.
    ...words(`-fps_mode passthrough -c:v libx264 -preset ${format.preset} -profile:v ${format.profile}`),
    ...words("-g 30 -keyint_min 30 -sc_threshold 0 -bf 0 -refs 1"),
    // All of these stand in the SPS, and what is not set here would be the source's own.
    ...words("-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv"),
    ...words("-chroma_sample_location left"),
    ...words(`-c:a aac -b:a ${format.audio.bitsPerSecond} -ar ${RATE} -ac ${format.audio.channels}`),
    ...words("-map_metadata -1 -fflags +bitexact -flags:v +bitexact+cgop+global_header -flags:a +bitexact"),
    // frag_discont without edit lists makes tfdt absolute.
    ...words("-f mp4 -video_track_timescale 90000 -use_editlist 0 -avoid_negative_ts disabled"),
    ...words("-movflags +frag_keyframe+empty_moov+default_base_moof+frag_discont"),
  ];
}

function words(options: string): string[] {
  return options.split(" ");
}
