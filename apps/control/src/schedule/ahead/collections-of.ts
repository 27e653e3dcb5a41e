import type { Collection } from "@nonstop/contract/collection";
import { present } from "@nonstop/contract/present";
import type { Collection as PublishedCollection, Recording } from "../published/published.ts";

/**
 * The collections by their entries, with the pieces that their links name. A recording that is not published names none.
 */
export function collectionsOf(
  published: readonly PublishedCollection[],
  recordings: readonly Recording[],
): ReadonlyMap<string, Collection> {
  const assets = new Map(recordings.map(({ entry, asset }) => [entry, asset]));
  return new Map(
    published.map(({ entry, title, order, pieces, tags, noRepeatHours }) => [
      entry,
      {
        id: entry,
        title,
        order,
        pieces: pieces.flatMap((recording) => assets.get(recording) ?? []),
        tags,
        unpublished: pieces.filter((recording) => !assets.has(recording)),
        // Nought is no wait.
        ...present({ noRepeatHours: noRepeatHours || undefined }),
      },
    ]),
  );
}
