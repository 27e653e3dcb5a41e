import { MAX_SECOND } from "@nonstop/contract/time";
import { segmentOfSecond } from "@nonstop/media/lattice";
import { wholeNumber } from "@nonstop/door/whole-number";

export type Blocking =
  | { kind: "now" }
  | { kind: "wait"; ask: { segment: number; part?: number } }
  | { kind: "bad"; field: "_HLS_msn" | "_HLS_part"; message: string };

const MAX_SEGMENT = segmentOfSecond(MAX_SECOND);
/** Largest part number that we accept. One past a segment's four parts means the next segment's first part. */
const MAX_PART = 1000;

/** Parses the LL-HLS delivery directives of a playlist request. */
export function readBlocking(msn: string | undefined, part: string | undefined): Blocking {
  if (msn === undefined) {
    if (part === undefined) return { kind: "now" };
    return { kind: "bad", field: "_HLS_part", message: "_HLS_part: needs _HLS_msn" };
  }
  const segment = wholeNumber(msn, MAX_SEGMENT);
  if (segment === undefined)
    return { kind: "bad", field: "_HLS_msn", message: "_HLS_msn: not a media sequence number" };
  if (part === undefined) return { kind: "wait", ask: { segment } };
  const index = wholeNumber(part, MAX_PART);
  if (index === undefined)
    return { kind: "bad", field: "_HLS_part", message: "_HLS_part: not the index of a part" };
  return { kind: "wait", ask: { segment, part: index } };
}
