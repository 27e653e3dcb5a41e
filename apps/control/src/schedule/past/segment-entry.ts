import { AiringId, AssetId } from "@nonstop/contract/names";
import { NewAssetId } from "@nonstop/contract/new-asset";
import type { SpanOf } from "@nonstop/contract/piece-span";
import { secondsOfLength } from "@nonstop/schedule/wall-time";
import { z } from "zod";
import type { SpanRefusal } from "./span-source.ts";

/** A favourite segment as the entry of a recording marks it; without an out it goes on to the end of what it is of. */
export const MarkedSegment = z.object({
  asset: AssetId,
  title: z.string(),
  of: z.union([
    z.object({ kind: z.literal("airing"), airing: AiringId }),
    z.object({ kind: z.literal("piece"), asset: AssetId }),
  ]),
  markIn: z.int(),
  markOut: z.int().optional(),
});
export type MarkedSegment = z.infer<typeof MarkedSegment>;

export type SaidSegment =
  | { kind: "none" }
  | { kind: "segment"; segment: MarkedSegment }
  | ({ kind: "wrong" } & SpanRefusal);

const Text = z.string().trim().min(1).optional().catch(undefined);
const Link = z
  .object({ sys: z.object({ id: AiringId }) })
  .transform(({ sys }) => sys.id)
  .optional()
  .catch(undefined);

/** Reads the segment that a recording's entry marks, if it marks one. Pure. */
export function segmentOf(fields: Readonly<Record<string, unknown>>): SaidSegment {
  const airing = Link.parse(fields["ofEvent"]);
  const ofAsset = Text.parse(fields["ofAsset"]);
  if (airing === undefined && ofAsset === undefined) return { kind: "none" };
  if (airing !== undefined && ofAsset !== undefined)
    return wrong(
      "ofAsset",
      "is there beside ofEvent",
      "Mark a span of an event or of a piece: keep one of both.",
    );
  const asset = NewAssetId.safeParse(Text.parse(fields["asset"]));
  if (!asset.success)
    return wrong(
      "asset",
      "is no name that a piece may have",
      "Give the segment another name: lower-case letters, digits and hyphens.",
    );
  const of = ofAiring(airing) ?? ofPiece(ofAsset);
  if (of === undefined || (of.kind === "piece" && of.asset === asset.data))
    return wrong("ofAsset", "names no other piece", "Write the name of the piece that it is a span of.");
  const marks = { markIn: secondsOf(fields["markIn"]) ?? 0, markOut: secondsOf(fields["markOut"]) };
  for (const field of ["markIn", "markOut"] as const)
    if (Text.parse(fields[field]) !== undefined && secondsOf(fields[field]) === undefined)
      return wrong(field, "is no time", "Write h:mm:ss from the start of what it is of, such as 0:12:30.");
  if (marks.markOut !== undefined && marks.markOut <= marks.markIn)
    return wrong(
      "markOut",
      "is not later than markIn",
      "Write a later one, or leave it empty for all of the rest.",
    );
  const title = Text.parse(fields["title"]) ?? asset.data;
  return { kind: "segment", segment: MarkedSegment.parse({ asset: asset.data, title, of, ...marks }) };
}

const ofAiring = (airing: AiringId | undefined): SpanOf | undefined => airing && { kind: "airing", airing };

function ofPiece(text: string | undefined): SpanOf | undefined {
  const asset = AssetId.safeParse(text);
  return asset.success ? { kind: "piece", asset: asset.data } : undefined;
}

function secondsOf(value: unknown): number | undefined {
  return secondsOfLength(Text.parse(value) ?? "");
}

function wrong(field: string, message: string, cure: string): SaidSegment {
  return { kind: "wrong", field, message: `${field} ${message}.`, cure };
}
