import { roomPlaylist } from "@nonstop/media/room-playlist";

/** How much a preview lists: enough to start three segments back and to stay ahead of the ring's end. */
const LISTED_SECONDS = 12;

/**
 * One rendition of a room as a preview shows it: the newest unbroken run of `spans` (half-open, oldest first), undefined while
 * nothing is on offer.
 */
export function previewPlaylist(
  spans: readonly (readonly [number, number])[],
  isAudio: boolean,
): string | undefined {
  const newest = spans.at(-1);
  if (newest === undefined) return undefined;
  const [first, to] = newest;
  return roomPlaylist({ audio: isAudio, from: Math.max(first, to - LISTED_SECONDS), to });
}
