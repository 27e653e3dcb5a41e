import { multivariantPlaylist } from "@nonstop/media/playlist";
import { videoCodec } from "@nonstop/media/parameters";
import type { House } from "./house.ts";

/** Peak over average of a four-second segment at `-maxrate` equal to `-b:v` with a VBV of one second. */
const PEAK = 1.25;
const CONTAINER_OVERHEAD = 1.03;

/** The multivariant playlist of a house; `prefix` stands before each rendition's name in its URI. */
export function housePlaylist(house: House, prefix = ""): string {
  const { audio, video } = house.format;
  return multivariantPlaylist({
    variants: video.map((rung) => {
      const parameters = house.parameters.video[rung.id];
      const average = (rung.bitsPerSecond + audio.bitsPerSecond) * CONTAINER_OVERHEAD;
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
