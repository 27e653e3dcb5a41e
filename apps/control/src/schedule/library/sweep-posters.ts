import { present } from "@nonstop/contract/present";
import { log } from "@nonstop/door/log";
import type { Facts } from "../facts.ts";
import type { PieceStore } from "./piece-store.ts";
import type { Chore } from "../chores/chore-list.ts";

const DAY_MS = 86_400_000;
/** A picture that just came is not named by its piece yet, and pages that were read a while ago still show it. */
const SPARED_MS = 31 * DAY_MS;

/** Deletes the pictures that no piece names any more, once a day. */
export function sweepPosters(o: {
  facts: Pick<Facts, "read" | "write">;
  pieces: Pick<PieceStore, "posters">;
  media: Pick<R2Bucket, "list" | "delete">;
}): Chore {
  return {
    name: "sweep-posters",
    dueMs: () => o.facts.read("next-poster-sweep") ?? 0,
    async run(nowMs) {
      let deleted = 0;
      let cursor: string | undefined;
      do {
        const page: R2Objects = await o.media.list({ prefix: "posters/", ...present({ cursor }) });
        // Read after the list: whatever was named meanwhile is spared.
        const named = o.pieces.posters();
        const old = page.objects.filter(({ uploaded }) => uploaded.getTime() < nowMs - SPARED_MS);
        const gone = old.map(({ key }) => key).filter((key) => !named.has(key));
        if (gone.length > 0) await o.media.delete(gone);
        deleted += gone.length;
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
      if (deleted > 0) log("posters-swept", { pictures: deleted });
      o.facts.write("next-poster-sweep", nowMs + DAY_MS);
    },
  };
}
