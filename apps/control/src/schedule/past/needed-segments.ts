import { log } from "@nonstop/door/log";
import { segmentOfSecond } from "@nonstop/media/lattice";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { assetNames } from "../library/read-unknown-pieces.ts";
import type { PieceSources } from "./piece-sources.ts";

/**
 * Says of a segment of a channel whether a piece of the library is made of it. Every index in R2 counts, whether or not the schedule has
 * heard of it. Undefined when one cannot be read: then nobody knows. Rejects when R2 does not answer.
 */
export async function neededSegments(
  media: R2Bucket,
  sources: PieceSources,
  channel: string,
): Promise<((segment: number) => boolean) | undefined> {
  const noted = sources.all();
  for (const asset of await assetNames(media)) {
    if (noted.has(asset)) continue;
    const read = await readAssetIndex(media, asset);
    if (read.kind === "broken") {
      log("sweep-stopped", { unreadable: asset });
      return undefined;
    }
    if (read.kind === "index") sources.note(read.index);
  }
  const needed = sources
    .ofPast()
    .filter(({ source }) => source.channel === channel)
    .flatMap(({ source }) => source.spans)
    // A sound frame may begin in the second before or after.
    .map(({ from, to }) => [segmentOfSecond(from - 1), segmentOfSecond(to)] as const);
  return (segment) => needed.some(([first, last]) => first <= segment && segment <= last);
}
