import { AS_RUN_DAYS } from "@nonstop/contract/channel-object";
import { segmentOfKey } from "@nonstop/contract/media-keys";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { Facts } from "../facts.ts";
import { neededSegments } from "./needed-segments.ts";
import type { PieceSources } from "./piece-sources.ts";
import type { Chore } from "../chores/chore-list.ts";

const HOUR_MS = 3600_000;
/** A rendition has 900 segments an hour. What a station did not sweep for months goes over some hours. */
const MAX_PAGES = 5;
/** Pages that a piece needs are passed over. */
const MAX_PAGES_READ = 100;

type Media = Pick<R2Bucket, "list" | "delete">;
type Sweep = { media: Media; before: number; isNeeded: (segment: number) => boolean };

/**
 * Deletes the segments that aired before the as-run begins, and that no piece of the library is made of: no replay names them any more.
 * Everything else in the bucket stays.
 */
export function sweepMedia(o: {
  channel: string;
  facts: Pick<Facts, "read" | "write">;
  sources: PieceSources;
  media: R2Bucket;
}): Chore {
  return {
    name: "sweep-media",
    dueMs: () => o.facts.read("next-sweep") ?? 0,
    async run(nowMs) {
      // A day is added: what is still being watched from its end must not go.
      const oldest = secondOf(nowMs) - (AS_RUN_DAYS + 1) * 86_400;
      const isNeeded = await neededSegments(o.media, o.sources, o.channel);
      if (isNeeded !== undefined) {
        const sweep = { media: o.media, before: Math.floor(oldest / SEGMENT_SECONDS), isNeeded };
        const deleted = await sweepFolder(sweep, `live/${o.channel}/`);
        if (deleted > 0) log("swept", { segments: deleted });
      }
      o.facts.write("next-sweep", nowMs + HOUR_MS);
    },
  };
}

// Folders are versions of the house format and renditions. Their segments are listed oldest first, for all numbers have nine digits.
async function sweepFolder(sweep: Sweep, prefix: string): Promise<number> {
  const { media, before, isNeeded } = sweep;
  let deleted = 0;
  let cursor: string | undefined;
  for (let pages = 0, read = 0; pages < MAX_PAGES && read < MAX_PAGES_READ; read += 1) {
    const page: R2Objects = await media.list({ prefix, delimiter: "/", ...present({ cursor }) });
    for (const folder of page.delimitedPrefixes) deleted += await sweepFolder(sweep, folder);
    const keys = page.objects.map(({ key }) => key);
    const old = keys.filter((key) => (segmentOfKey(key) ?? Infinity) < before);
    const gone = old.filter((key) => !isNeeded(segmentOfKey(key) ?? 0));
    if (gone.length > 0) {
      await media.delete(gone);
      pages += 1;
    }
    deleted += gone.length;
    cursor = page.truncated && old.length === keys.length ? page.cursor : undefined;
    if (cursor === undefined) break;
  }
  return deleted;
}
