import { multivariantPlaylist } from "@nonstop/media/playlist";
import { videoCodec } from "@nonstop/media/parameters";
import type { House } from "./house.ts";

/**
 * Peak over average of a four-second segment: at `-maxrate` equal to `-b:v`, with a VBV of one second, `n` seconds of a room
 * may hold `n + 1` seconds' worth of bits. A segment with a switch in it is cut from two rooms: (4 + 2) / 4.
 */
const PEAK = 1.5;
/** Boxes around the samples, and how far the encoders overshoot with noise (2.4 %, measured). */
const OVERHEAD = 1.05;

/** The multivariant playlist of a house; `prefix` stands before each rendition's name in its URI. */
export function housePlaylist(house: House, prefix = ""): string {
  const { audio, video } = house.format;
  return multivariantPlaylist({
    variants: video.map((rung) => {
      const parameters = house.parameters.video[rung.id];
      const average = (rung.bitsPerSecond + audio.bitsPerSecond) * OVERHEAD;
      return {
        rendition: `${prefix}${rung.id}`,
        bandwidth: Math.ceil(average * PEAK),
        averageBandwidth: Math.ceil(average),
        codecs: `${parameters === undefined ? rung.codec : videoCodec(parameters)},${audio.codec}`,
        width: rung.width,
        height: rung.height,
      };
    }),
    audioRendition: `${prefix}${audio.id}`,
    language: "en",
  });
}
