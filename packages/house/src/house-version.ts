import type { DecoderParameters } from "@nonstop/contract/asset";
import type { AiredFormat } from "@nonstop/contract/house-format";
import type { HouseVersion } from "@nonstop/contract/names";

/**
 * The version of a house format: its name and a mark of what decoders must be told. Media of two versions is never joined
 * without a discontinuity, and no two formats that differ there have one version.
 */
export function houseVersion(format: AiredFormat, parameters: DecoderParameters): HouseVersion {
  const told = format.video.map(({ id }) => {
    const { sps, pps } = parameters.video[id] ?? { sps: "", pps: "" };
    return [id, sps, pps].join(" ");
  });
  return `${format.name}-${mark([...told, parameters.audio.asc].join("\n"))}`;
}

// FNV-1a, 32 bits: it tells versions apart, and guards nothing.
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
