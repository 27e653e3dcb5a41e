import { joinBytes } from "@nonstop/media/join-bytes";
import type { Media } from "@nonstop/contract/channel-object";
import { readFragment, secondFact } from "./second-store.ts";
import type { Timeline } from "./timeline.ts";

/** Seconds `[second, second + seconds)` of one rendition. */
export type Asked = { second: number; seconds: number; rendition: string };
/** One rendition of the slate at a second. */
export type SlateFragment = (second: number, rendition: string) => Uint8Array | undefined;

/**
 * The bytes asked for, as far as they are listed. A second that is committed but not yet listed is included, because it
 * cannot change any more.
 */
export function readListedMedia(
  sql: SqlStorage,
  timeline: Timeline,
  asked: Asked,
  slate: SlateFragment,
): Media {
  const { start, edge, ahead } = timeline;
  if (asked.second < start) return { kind: "never", start };
  for (let second = asked.second + asked.seconds - 1; second >= Math.max(edge, asked.second); second -= 1)
    if (!ahead.includes(second)) return { kind: "not-yet", edge };
  return readKeptMedia(sql, asked, slate);
}

/**
 * The bytes asked for, with slate seconds computed. The answer is `slate` when every second is slate, and `elsewhere`
 * when bytes are no longer kept here.
 */
export function readKeptMedia(
  sql: SqlStorage,
  asked: Asked,
  slate: SlateFragment,
): Extract<Media, { kind: "bytes" | "slate" | "elsewhere" }> {
  const parts: Uint8Array[] = [];
  let allSlate = true;
  let isWhole = true;
  for (let second = asked.second; second < asked.second + asked.seconds; second += 1) {
    const fact = secondFact(sql, second);
    if (fact.kind === "slate" || (fact.kind === "committed" && fact.slate)) {
      const bytes = slate(second, asked.rendition);
      // Slate of an earlier house format. Whoever asks has it or not, as we have.
      if (bytes !== undefined) parts.push(bytes);
      else isWhole = false;
      continue;
    }
    allSlate = false;
    const bytes = readFragment(sql, second, asked.rendition);
    if (bytes === undefined) return { kind: "elsewhere" };
    parts.push(bytes);
  }
  if (allSlate) return { kind: "slate" };
  return isWhole ? { kind: "bytes", bytes: joinBytes(parts) } : { kind: "elsewhere" };
}
