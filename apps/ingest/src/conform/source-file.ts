import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** A file on the disk that a piece is made of, and which part of it, in seconds from its start. */
export type SourceFile = { path: string; from?: number; to?: number };

/**
 * SHA-256 of what a piece is made of, in hex: of the file itself when it is one and all of it is shown, else of the files' own and how
 * they are joined.
 */
export async function digestOf(files: readonly SourceFile[]): Promise<string> {
  const parts: string[] = [];
  for (const { path, from, to } of files) {
    const digest = await digestOfFile(path);
    if (files.length === 1 && from === undefined && to === undefined) return digest;
    parts.push(`${digest} ${from ?? ""} ${to ?? ""}`);
  }
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
