import type { AssetIndex } from "@nonstop/contract/asset";
import { present } from "@nonstop/contract/present";
import { readCues } from "@nonstop/media/cue-file";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { storePieceWords } from "../library/piece-words.ts";
import { waitingWordsKey } from "./arrived-files.ts";
import type { Import } from "./import.ts";
import { putAway } from "./look-into-bucket.ts";

type Places = {
  media: R2Bucket;
  /** Puts a piece into the library, or what its index says by now. */
  addPiece: (index: AssetIndex) => void;
};

/**
 * Does what is left when an import has ended: its piece is known, though ingest's notice was lost, what is said in it lies beside it, and
 * what it left in the bucket is put away. An upload is of no more use, whatever became of it.
 */
export async function tidyImport(one: Import, { media, addPiece }: Places): Promise<void> {
  const isReady = one.ended?.how === "ready";
  if (isReady) {
    const read = await readAssetIndex(media, one.asset);
    if (read.kind === "index") addPiece(read.index);
  }
  for (const language of one.words) {
    const key = waitingWordsKey(one.id, language);
    const cues = readCues((await (await media.get(key))?.text()) ?? "");
    if (isReady && cues.kind === "cues")
      await storePieceWords(media, { asset: one.asset, language }, cues.cues);
    await media.delete(key);
  }
  if (one.from === "upload" && one.objects.length > 0) await media.delete([...one.objects]);
  if (one.from !== "bucket") return;
  const isTaken = isReady || one.ended?.how === "duplicate";
  const why = isTaken ? undefined : (one.problem ?? "It was given up.");
  await putAway(media, one.objects, present({ why }));
}
