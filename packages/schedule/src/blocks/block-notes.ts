import type { Airing } from "@nonstop/contract/airing";
import type { EventNote } from "@nonstop/contract/events";
import type { AiringFacts } from "../airing-notes.ts";
import { lengthWords, namedAiring } from "../wall-time.ts";
import type { BlockLibraryPiece } from "./members.ts";

/** More names than this help nobody. */
const MAX_NAMED = 3;
/** A block whose rest is larger than this share of it is worth a word: some rest every block has. */
const MAX_UNTOLD_SHARE = 0.25;
const FIELD = "fields.collection";

/** What is to be said of a block: that nothing airs in it, which of its pieces are left out, and that it is hardly filled. */
export function blockNotes(airing: Airing, { block, share }: AiringFacts): EventNote[] {
  if (airing.kind !== "block" || block === undefined || share?.airs.length === 0) return [];
  const { members, pieces } = block;
  if (members === undefined)
    return [
      {
        code: "collection-missing",
        field: FIELD,
        message: `${namedAiring(airing)}: its collection is not published, so filler airs in its place.`,
        cure: "Publish the collection, or link another one.",
      },
    ];
  if (members.pieces.length === 0 && members.missing.length === 0)
    return [
      {
        code: "collection-empty",
        field: FIELD,
        message: `${namedAiring(airing)}: its collection has no pieces, so filler airs in its place.`,
        cure: "Link recordings in the collection, or give it tags that pieces of the library have.",
      },
    ];
  const longest = Math.max(...(share?.airs ?? [airing]).map(({ start, end }) => end - start));
  const tooLong = members.pieces.filter(({ durationSeconds }) => durationSeconds > longest);
  const isEmpty = pieces.every(({ end }) => end <= airing.start);
  if (isEmpty) return [noPiece(airing, { tooLong, inLibrary: members.pieces.length })];
  return [
    ...missingNotes(airing, members.missing),
    ...tooLongNotes(airing, tooLong, longest),
    ...restNotes(airing, { block, share }),
  ];
}

function noPiece(
  airing: Airing,
  { tooLong, inLibrary }: { tooLong: readonly BlockLibraryPiece[]; inLibrary: number },
): EventNote {
  const [why, cure] =
    inLibrary === 0
      ? [
          "none of the pieces of its collection is in the library",
          "Put them into the library, or link others.",
        ]
      : tooLong.length === inLibrary
        ? [
            "all pieces of its collection are longer than the block",
            "Give it a longer slot, or shorter pieces.",
          ]
        : [
            "no piece of its collection may air then: their rights do not hold, or they have aired shortly before",
            "Put more pieces into the collection, or change its hours without repeats.",
          ];
  const message = `${namedAiring(airing)}: ${why}, so filler airs in its place.`;
  return { code: "block-empty", field: FIELD, message, cure };
}

function missingNotes(airing: Airing, missing: readonly string[]): EventNote[] {
  if (missing.length === 0) return [];
  const isOne = missing.length === 1;
  const what = isOne ? "a piece of its collection" : `${missing.length} pieces of its collection`;
  const message = `${namedAiring(airing)}: ${what} (${named(missing)}) ${isOne ? "is" : "are"} not in the library, and left out.`;
  return [{ code: "pieces-missing", field: FIELD, message, cure: "Put what is missing into the library." }];
}

function tooLongNotes(airing: Airing, tooLong: readonly BlockLibraryPiece[], longest: number): EventNote[] {
  if (tooLong.length === 0) return [];
  const titles = tooLong.map(({ title, durationSeconds }) => `${title}, ${lengthWords(durationSeconds)}`);
  const message = `${namedAiring(airing)}: what is longer than its ${lengthWords(longest)} is left out (${named(titles)}).`;
  return [
    { code: "pieces-too-long", field: FIELD, message, cure: "Give it a longer slot, or shorter pieces." },
  ];
}

function restNotes(airing: Airing, { block, share }: Pick<AiringFacts, "block" | "share">): EventNote[] {
  const whole = (share?.airs ?? []).reduce((sum, { start, end }) => sum + end - start, 0);
  const filled = (block?.pieces ?? [])
    .filter(({ start }) => start >= airing.start)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  if (whole - filled <= whole * MAX_UNTOLD_SHARE) return [];
  const message = `${namedAiring(airing)} has pieces for ${lengthWords(filled)} of ${lengthWords(whole)}; filler has the rest.`;
  const cure = "Put more pieces into the collection, or shorten its slot.";
  return [{ code: "ends-early", field: FIELD, message, cure }];
}

function named(all: readonly string[]): string {
  const more = all.length - MAX_NAMED;
  return [...all.slice(0, MAX_NAMED), ...(more > 0 ? [`${more} more`] : [])].join("; ");
}
