import { multivariantPlaylist } from "@nonstop/media/multivariant-playlist";
import { videoCodec } from "@nonstop/media/parameters";
import type { House } from "./house.ts";

/** The multivariant playlist of a house format. `prefix` stands before each rendition's name in its URI. */
export function housePlaylist(house: House, prefix = ""): string {
  const { audio, video } = house.format;
  const rungs = video.map((rung) => {
    const parameters = house.parameters.video[rung.id];
    return parameters === undefined ? rung : { ...rung, codec: videoCodec(parameters) };
  });
  return multivariantPlaylist({ video: rungs, audio, language: "en", prefix });
}
