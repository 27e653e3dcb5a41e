import type { AssetId } from "@nonstop/contract/names";
import type { LibraryDesk } from "../library/library-desk.ts";
import type { DueSegment, SegmentStore } from "./segment-store.ts";
import type { SpanDesk } from "./span-desk.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import type { Chore } from "../chores/chore-list.ts";

/** What it is of may air yet, or be planned no more. */
const AGAIN_MS = 60_000;

type Parts = {
  segments: SegmentStore;
  spans: Pick<SpanDesk, "make">;
  libraryDesk: Pick<LibraryDesk, "detail">;
  warnings: Pick<WarningStore, "set">;
};

/** Makes the pieces of the segments that entries of recordings mark, and makes one anew when its marks change while nothing plans it. */
export function makeSegments(o: Parts): Chore {
  return {
    name: "make-segments",
    dueMs: () => o.segments.nextDueMs(),
    async run(nowMs) {
      for (const due of o.segments.due(nowMs)) {
        const problem = await problemOf(o, due, nowMs);
        o.segments.wait(due, problem === undefined ? undefined : nowMs + AGAIN_MS);
        const warning = problem && { code: "segment-unmade" as const, ...problem };
        o.warnings.set(`segment-${due.entry}`, warning);
      }
    },
  };
}

/** Why a segment is not the piece that its entry marks; undefined once it is. */
async function problemOf(
  o: Parts,
  { segment }: DueSegment,
  nowMs: number,
): Promise<{ message: string; cure: string } | undefined> {
  const isPlanned = await isUsed(o, segment.asset, nowMs);
  const order = {
    ...segment,
    markOut: segment.markOut,
    favourite: undefined,
    filler: false,
    tags: undefined,
  };
  const made = await o.spans.make(order, nowMs, { replaces: !isPlanned });
  if (made.kind === "made") return undefined;
  if (made.kind === "refused")
    return { message: `The segment ${segment.title} cannot be made: ${made.message}.`, cure: made.cure };
  return isPlanned
    ? {
        message: `The marks of ${segment.title} have changed while it is planned: it airs as it was.`,
        cure: "They count as soon as nothing plans it. For both at once, mark a segment of another name.",
      }
    : {
        message: `The segment ${segment.title} cannot be made: ${segment.asset} is another piece.`,
        cure: "Give the segment a name of its own.",
      };
}

async function isUsed({ libraryDesk }: Parts, asset: AssetId, nowMs: number): Promise<boolean> {
  const { uses = [] } = (await libraryDesk.detail(asset, nowMs)) ?? {};
  return uses.some(({ kind }) => kind === "airing" || kind === "on-air");
}
