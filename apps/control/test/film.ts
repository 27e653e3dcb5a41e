import { AssetChunkHeader, type AssetIndex } from "@nonstop/contract/asset";
import { decodeBundle, encodeBundle } from "@nonstop/contract/bundle";
import { houseOf } from "@nonstop/house/house";

const slate = decodeBundle(new Uint8Array(houseOf({ HOUSE_FORMAT: "360p" }).slateBundle), AssetChunkHeader);
if ("kind" in slate) throw new Error(slate.message);
const { header, parts } = slate;

/** A piece of one chunk as ingest puts it into the library; it shows the slate. */
export function film(asset: string): { index: AssetIndex; chunk: Uint8Array<ArrayBuffer> } {
  const chunk = encodeBundle({ ...header, asset }, parts);
  const index: AssetIndex = {
    asset,
    title: "A film",
    durationSeconds: 8,
    houseFormat: "360p",
    parameters: header.parameters,
    chunkSeconds: 16,
    chunkCount: 1,
    byteLength: chunk.byteLength,
    filler: false,
  };
  return { index, chunk };
}
