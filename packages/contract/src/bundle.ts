import { z } from "zod";

/**
 * How several renditions of one second, or the parts of an asset chunk, travel as one body:
 * `u32be header length, header JSON, part bytes back to back`. The header lists the parts in order.
 */
const PartList = z.array(z.object({ name: z.string(), byteLength: z.int().min(0) })).max(64);

export const BUNDLE_MEDIA_TYPE = "application/vnd.nonstop.bundle";
const MAX_HEADER_BYTES = 1_000_000;

export type Bundle<H> = { header: H; parts: ReadonlyMap<string, Uint8Array> };
export type BundleProblem = { kind: "bad-bundle"; message: string };

// Part of every runtime we know, but not of the language this package compiles against.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: {
  new (label: string, options: { fatal: boolean }): { decode(bytes: Uint8Array): string };
};

/** Encodes a JSON header and named parts into one body. */
export function encodeBundle(
  header: object,
  parts: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const list = [...parts].map(([name, bytes]) => ({ name, byteLength: bytes.byteLength }));
  const head = new TextEncoder().encode(JSON.stringify({ ...header, parts: list }));
  const total = list.reduce((sum, part) => sum + part.byteLength, 4 + head.byteLength);
  const out = new Uint8Array(total);
  new DataView(out.buffer).setUint32(0, head.byteLength);
  out.set(head, 4);
  let at = 4 + head.byteLength;
  for (const bytes of parts.values()) {
    out.set(bytes, at);
    at += bytes.byteLength;
  }
  return out;
}

/**
 * Reads a bundle; the parts are views into `bytes`. The header is parsed by `schema` (the part list is ours).
 * Anything malformed, short or over-long is a problem value, never an exception.
 */
export function decodeBundle<H>(bytes: Uint8Array, schema: z.ZodType<H>): Bundle<H> | BundleProblem {
  const bad = (message: string): BundleProblem => ({ kind: "bad-bundle", message });
  if (bytes.byteLength < 4) return bad("body: shorter than its 4-byte header length");
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  if (headLength > MAX_HEADER_BYTES || 4 + headLength > bytes.byteLength)
    return bad("body: header length exceeds the body");
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(4, 4 + headLength)));
  } catch {
    return bad("header: not JSON");
  }
  const list = z.object({ parts: PartList }).safeParse(raw);
  if (!list.success) return bad("header.parts: must list {name, byteLength} of every part");
  const header = schema.safeParse(raw);
  if (!header.success) {
    const issue = header.error.issues[0];
    return bad(`header.${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  }
  const parts = new Map<string, Uint8Array>();
  let at = 4 + headLength;
  for (const part of list.data.parts) {
    if (parts.has(part.name)) return bad(`header.parts: ${part.name} is listed twice`);
    if (at + part.byteLength > bytes.byteLength)
      return bad(`part ${part.name}: body ends before its last byte`);
    parts.set(part.name, bytes.subarray(at, at + part.byteLength));
    at += part.byteLength;
  }
  if (at !== bytes.byteLength) return bad("body: bytes left over after the last part");
  return { header: header.data, parts };
}
