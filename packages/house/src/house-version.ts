import type { DecoderParameters } from "@nonstop/contract/asset";
import type { AiredFormat } from "@nonstop/contract/house-format";
import { markOf } from "@nonstop/contract/mark";
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
  return `${format.name}-${markOf([...told, parameters.audio.asc].join("\n"))}`;
}
