import { assetWordsKey } from "@nonstop/contract/media-keys";
import { type Cue, writeVtt } from "@nonstop/media/cue-file";

const VTT = "text/vtt; charset=utf-8";

/**
 * Stores what is said in a piece, in one language, beside its media, in the place of what was there. Each time is a revision of its own,
 * counted in the object's metadata.
 */
export async function storePieceWords(
  media: Pick<R2Bucket, "head" | "put">,
  { asset, language }: { asset: string; language: string },
  cues: readonly Cue[],
): Promise<void> {
  const key = assetWordsKey(asset, language);
  const before = Number((await media.head(key))?.customMetadata?.["revision"] ?? 0);
  await media.put(key, writeVtt(cues), {
    httpMetadata: { contentType: VTT },
    customMetadata: { revision: String(before + 1) },
  });
}
