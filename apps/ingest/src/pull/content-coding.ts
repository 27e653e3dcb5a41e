import type { IncomingMessage } from "node:http";
import { pipeline, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Whether an answer's body is coded for its way. We ask for it as it is, and some servers code it all the same. */
export function isCoded(answer: IncomingMessage): boolean {
  return codingOf(answer) !== "identity";
}

/** The body of an answer as it was before its coding; undefined when we do not know that. Whoever reads it bounds it. */
export function decodedBody(answer: IncomingMessage): AsyncIterable<Buffer> | undefined {
  if (!isCoded(answer)) return answer;
  const decoder = DECODERS[codingOf(answer)]?.();
  // An error of one is an error of the other, and reaches whoever reads.
  return decoder === undefined ? undefined : pipeline(answer, decoder, () => {});
}

function codingOf({ headers }: IncomingMessage): string {
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return coding === "" ? "identity" : coding;
}
