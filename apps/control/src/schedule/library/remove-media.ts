import { assetFolder, assetIndexKey } from "@nonstop/contract/media-keys";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { mayBeRead } from "@nonstop/schedule/library/piece-uses";
import type { LeavingPieces } from "./leaving-pieces.ts";
import type { PieceStore } from "./piece-store.ts";
import type { PieceSources } from "../past/piece-sources.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { Chore } from "../chores/chore-list.ts";

const AGAIN_MS = 60_000;

type Parts = {
  leaving: LeavingPieces;
  pieces: Pick<PieceStore, "all">;
  sources: Pick<PieceSources, "all" | "forget">;
  channel: Pick<ChannelCalls, "rundown" | "controlState">;
  media: Pick<R2Bucket, "head" | "list" | "delete">;
};

/** Deletes the media of pieces that left the library, as soon as no playout may read it and no other piece is a span of it. */
export function removeMedia(o: Parts): Chore {
  return {
    name: "remove-media",
    dueMs: () => o.leaving.nextDueMs(),
    async run(nowMs) {
      const due = o.leaving.due(nowMs);
      // Whatever fails is tried again later, one with the others.
      for (const asset of due) o.leaving.add(asset, nowMs + AGAIN_MS);
      const rundown = await o.channel.rundown();
      const { takes } = await o.channel.controlState();
      for (const asset of due) {
        const isSpanned =
          o.pieces.all().some(({ spanOf }) => spanOf === asset) || (await hasUnheardSpan(asset, o));
        if (isSpanned || mayBeRead(asset, { rundown, takes }, secondOf(nowMs))) continue;
        await deleteFolder(o.media, asset);
        o.leaving.gone(asset);
        o.sources.forget(asset);
        log("piece-removed", { asset });
      }
    },
  };
}

// A span is noted before its index is written, and the library hears of it after that: a restart may lie between.
async function hasUnheardSpan(
  asset: string,
  { sources, media }: Pick<Parts, "sources" | "media">,
): Promise<boolean> {
  for (const [span, source] of sources.all()) {
    if (source?.kind !== "span" || source.asset !== asset) continue;
    if ((await media.head(assetIndexKey(span))) !== null) return true;
  }
  return false;
}

async function deleteFolder(media: Pick<R2Bucket, "list" | "delete">, asset: string): Promise<void> {
  // A piece exists by its index: from here on it is one on its way.
  await media.delete(assetIndexKey(asset));
  let cursor: string | undefined;
  do {
    const page: R2Objects = await media.list({ prefix: assetFolder(asset), ...present({ cursor }) });
    const keys = page.objects.map(({ key }) => key);
    if (keys.length > 0) await media.delete(keys);
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
}
