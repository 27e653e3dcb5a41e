import type { HouseFormat } from "@nonstop/contract/house-format";
import type { FileStream } from "./choose-tracks.ts";

/** What the brightest white of the house stands for in HDR: reference white (ITU-R BT.2408), in cd/m2. */
const REFERENCE_WHITE = 203;
/** Highlights up to here are kept, in cd/m2. HLG has none brighter, and most PQ is made on displays of so much. */
const BRIGHTEST = 1000;
const HDR_TRANSFERS = new Set(["smpte2084", "arib-std-b67"]);
const MATRICES = /^(bt709|bt2020nc|bt2020c|smpte170m|bt470bg)$/;
const PRIMARIES = /^(bt709|bt2020|smpte432|smpte431|smpte170m|bt470bg)$/;

/** Filters that make of a file's pictures whole ones of one size, in the colours of the house. */
export function pictureFilters(video: FileStream, format: HouseFormat): string {
  return [oneSize(video), "bwdif=deint=interlaced", colours(video, format)]
    .filter((filter) => filter !== "")
    .join(",");
}

/** What follows cannot bear another size. A picture of the first size passes as it is; fields stay fields. */
function oneSize({ width, height, side_data_list: sideData = [] }: FileStream): string {
  if (width === undefined || height === undefined) return "";
  // ffmpeg has turned the picture by then.
  const isTurned = sideData.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const [w, h] = isTurned ? [height, width] : [width, height];
  return `scale=w=${w}:h=${h}:eval=frame:interl=-1`;
}

function colours(video: FileStream, format: HouseFormat): string {
  if (HDR_TRANSFERS.has(video.color_transfer ?? "")) return toneMapped(video, format);
  return isForeign(video) ? "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p" : "";
}

function isForeign({ pix_fmt, color_range, color_space }: FileStream): boolean {
  return (
    /^(rgb|bgr|gbr|pal8|yuvj)/.test(pix_fmt ?? "") ||
    color_range === "pc" ||
    /^(smpte170m|bt470bg|bt2020)/.test(color_space ?? "")
  );
}

/** HDR as BT.709: reference white is nearly white, greys keep their place, and highlights are pressed together. */
function toneMapped(video: FileStream, format: HouseFormat): string {
  const { color_transfer, color_space = "", color_primaries = "", color_range } = video;
  const matrix = MATRICES.test(color_space) ? color_space : "bt2020nc";
  const primaries = PRIMARIES.test(color_primaries) ? color_primaries : "bt2020";
  const range = color_range === "pc" ? "pc" : "tv";
  const width = Math.max(...format.video.map((rung) => rung.width));
  return [
    // First, because what follows works in floating point.
    `scale=w=min(iw\\,${width}):h=-2`,
    `zscale=tin=${color_transfer}:min=${matrix}:pin=${primaries}:rin=${range}:t=linear:npl=${REFERENCE_WHITE}`,
    "format=gbrpf32le",
    "zscale=p=bt709",
    `tonemap=tonemap=mobius:desat=0:peak=${(BRIGHTEST / REFERENCE_WHITE).toFixed(3)}`,
    "zscale=t=bt709:m=bt709:r=tv",
    "format=yuv420p",
  ].join(",");
}
