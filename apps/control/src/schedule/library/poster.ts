import { sha256Hex } from "@nonstop/door/hmac";

/** Most bytes of a picture that stands for a piece. */
export const MAX_POSTER_BYTES = 4_000_000;

/** Stores a picture by what is in it. Answers its key; undefined when the bytes are none of the kinds that browsers show. */
export async function storePoster(
  media: Pick<R2Bucket, "put">,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  const kind = kindOf(bytes);
  if (kind === undefined) return undefined;
  const key = `posters/${await sha256Hex(bytes)}.${kind.ending}`;
  await media.put(key, bytes, { httpMetadata: { contentType: kind.type } });
  return key;
}

const KINDS = [
  { ending: "jpg", type: "image/jpeg", starts: [0xff, 0xd8, 0xff], at: 0 },
  { ending: "png", type: "image/png", starts: [0x89, 0x50, 0x4e, 0x47], at: 0 },
  { ending: "webp", type: "image/webp", starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
] as const;

function kindOf(bytes: Uint8Array): (typeof KINDS)[number] | undefined {
  return KINDS.find(({ starts, at }) => starts.every((byte, index) => bytes[at + index] === byte));
}
