import { z } from "zod";

/**
 * How several renditions of one second, or the parts of an asset chunk, travel as one body:
 * `u32be header length, header JSON, part bytes back to back`. The header lists the parts in order.
 */
const BundlePart = z.object({ name: z.string(), byteLength: z.int().min(0) });
type BundlePart = z.infer<typeof BundlePart>;
const PartList = z.array(BundlePart).max(64);

export const BUNDLE_MEDIA_TYPE = "application/vnd.nonstop.bundle";
const MAX_HEADER_BYTES = 1_000_000;

export type Bundle<H> = { header: H; parts: ReadonlyMap<string, Uint8Array> };
export type BundleProblem = { kind: "bad-bundle"; message: string };

// Part of every runtime we know, but not of the language this package compiles against.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: {
  new (label: string, options: { fatal: boolean }): { decode(bytes: Uint8Array): string };
};

/** What stands before the parts of a bundle: for bodies whose parts are not at hand as one run of bytes each. */
export function bundleHead(header: object, parts: readonly BundlePart[]): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify({ ...header, parts }));
  const head = new Uint8Array(4 + json.byteLength);
  new DataView(head.buffer).setUint32(0, json.byteLength);
  head.set(json, 4);
  return head;
}

/** Encodes a JSON header and named parts into one body. */
export function encodeBundle(
  header: object,
  parts: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const list = [...parts].map(([name, bytes]) => ({ name, byteLength: bytes.byteLength }));
  const head = bundleHead(header, list);
  const out = new Uint8Array(list.reduce((sum, part) => sum + part.byteLength, head.byteLength));
  out.set(head);
  let at = head.byteLength;
  for (const bytes of parts.values()) {
    out.set(bytes, at);
    at += bytes.byteLength;
  }
  return out;
}

/** Where a part lies in a bundle's body: bytes `[from, to)`. */
type PartPlace = { name: string; from: number; to: number };

/** A bundle without its bytes: where its parts lie, and how long it is in all. */
export type BundleHead<H> = { header: H; places: PartPlace[]; byteLength: number };

/**
 * Reads what stands before the parts of a bundle; `bytes` may end anywhere after that. The header is parsed by `schema` (the part list
 * is ours). Anything malformed or short is a problem value, never an exception.
 */
export function decodeBundleHead<H>(bytes: Uint8Array, schema: z.ZodType<H>): BundleHead<H> | BundleProblem {
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
  const places = new Map<string, PartPlace>();
  let at = 4 + headLength;
  for (const { name, byteLength } of list.data.parts) {
    if (places.has(name)) return bad(`header.parts: ${name} is listed twice`);
    places.set(name, { name, from: at, to: (at += byteLength) });
  }
  return { header: header.data, places: [...places.values()], byteLength: at };
}

/**
 * Reads a bundle; the parts are views into `bytes`. The header is parsed by `schema` (the part list is ours).
 * Anything malformed, short or over-long is a problem value, never an exception.
 */
export function decodeBundle<H>(bytes: Uint8Array, schema: z.ZodType<H>): Bundle<H> | BundleProblem {
  const head = decodeBundleHead(bytes, schema);
  if ("kind" in head) return head;
  const { header, places, byteLength } = head;
  const short = places.find(({ to }) => to > bytes.byteLength);
  if (short !== undefined) return bad(`part ${short.name}: body ends before its last byte`);
  if (byteLength !== bytes.byteLength) return bad("body: bytes left over after the last part");
  return { header, parts: new Map(places.map(({ name, from, to }) => [name, bytes.subarray(from, to)])) };
}

function bad(message: string): BundleProblem {
  return { kind: "bad-bundle", message };
}
