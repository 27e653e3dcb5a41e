import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import type { EventRecord } from "../events/event-record.ts";

/**
 * When a show was on air, in Unix seconds: as its piece says that is made of the channel's past, else as it was planned. Undefined when
 * its piece is not there.
 */
export async function shownAt(
  media: Pick<R2Bucket, "get">,
  piece: string,
  { airing }: EventRecord,
): Promise<{ from: number; to: number } | undefined> {
  const read = await readAssetIndex(media, piece);
  if (read.kind !== "index" || airing === undefined) return undefined;
  const { source } = read.index;
  if (source?.kind !== "past") return { from: airing.start, to: airing.end };
  const { spans } = source;
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}
