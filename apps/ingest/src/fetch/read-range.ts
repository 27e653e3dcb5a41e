import type { IncomingHttpHeaders } from "node:http";

/** What an answer is of a file that has arrived up to `have`. */
export type RangeAnswer =
  /** The file from its start. `all`: its length, if that is told. */
  | { kind: "whole"; all: number | undefined }
  /** The rest of it. */
  | { kind: "rest"; all: number | undefined }
  /** Something else than what was asked for: it is begun anew. */
  | { kind: "other" }
  /** No file. */
  | { kind: "none" };

/**
 * Reads status and headers of the answer to a request for what comes after byte `have` of a file, of which length and validator may be
 * known.
 */
export function readRange(
  { status, headers }: { status: number; headers: IncomingHttpHeaders },
  { have, all, validator }: { have: number; all?: number | undefined; validator?: string | undefined },
): RangeAnswer {
  if (status === 200) return { kind: "whole", all: lengthOf(headers) };
  if (status === 416) return have > 0 ? { kind: "other" } : { kind: "none" };
  if (status !== 206) return { kind: "none" };
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers["content-range"] ?? "");
  if (range === null) return { kind: "other" };
  const total = range[3] === "*" ? undefined : Number(range[3]);
  if (Number(range[1]) !== have) return { kind: "other" };
  if (all !== undefined && total !== undefined && all !== total) return { kind: "other" };
  const now = validatorOf(headers);
  // Some servers overlook If-Range.
  if (now !== undefined && validator !== undefined && now !== validator) return { kind: "other" };
  return { kind: "rest", all: total ?? all };
}

/** What tells a file from another one at the same address; undefined when its source gives nothing that may be relied upon. */
export function validatorOf(headers: IncomingHttpHeaders): string | undefined {
  // What is coded for its way has bytes of its own.
  if ((headers["content-encoding"] ?? "identity") !== "identity") return undefined;
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith("W/")) return etag;
  return headers["last-modified"];
}

function lengthOf(headers: IncomingHttpHeaders): number | undefined {
  const length = Number(headers["content-length"] ?? Number.NaN);
  const coding = headers["content-encoding"] ?? "identity";
  return Number.isInteger(length) && coding === "identity" ? length : undefined;
}
