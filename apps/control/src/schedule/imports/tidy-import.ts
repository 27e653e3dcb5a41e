import type { AssetIndex } from "@nonstop/contract/asset";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import type { Import } from "./import.ts";

type Places = {
  media: Pick<R2Bucket, "get" | "delete">;
  /** Puts a piece into the library, or what its index says by now. */
  addPiece: (index: AssetIndex) => void;
};

/**
 * Does what is left when an import has ended: its piece is known, though ingest's notice was lost, and what it left in the bucket is put
 * away. An upload is of no more use, whatever became of it.
 */
export async function tidyImport(one: Import, { media, addPiece }: Places): Promise<void> {
  if (one.ended?.how === "ready") {
    const read = await readAssetIndex(media, one.asset);
    if (read.kind === "index") addPiece(read.index);
  }
  if (one.from === "upload" && one.objects.length > 0) await media.delete([...one.objects]);
}
