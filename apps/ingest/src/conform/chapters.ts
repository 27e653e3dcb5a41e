import { MAX_BREAKS } from "@nonstop/contract/library";
import { z } from "zod";
import { lengthOf, type Shown } from "./file-timeline.ts";

/** A chapter of a container, as ffprobe tells of it: where it begins, in seconds. */
export const Chapter = z.object({ start_time: z.string() });

/**
 * Where the chapters of a file begin, in whole seconds of what is shown of it: after its first and before its end, each once. `start`:
 * the container's own first moment, in seconds. A chapter in what is left out begins where that was.
 */
export function chapterSeconds(
  chapters: readonly z.infer<typeof Chapter>[],
  { pieces }: Shown,
  start: number,
): number[] {
  const length = lengthOf(pieces);
  const seconds = chapters
    .map(({ start_time }) => Number(start_time) - start)
    .map((at) => pieces.reduce((sum, { from, to }) => sum + Math.min(Math.max(at - from, 0), to - from), 0))
    .map(Math.round)
    .filter((second) => second > 0 && second < length);
  return [...new Set(seconds)].sort((a, b) => a - b).slice(0, MAX_BREAKS);
}
