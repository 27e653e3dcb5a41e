/** A message of a room's publisher as an FLV tag: sound or picture, with the upstream's own milliseconds. */
export type FlvTag = { kind: "audio" | "video"; timestampMs: number; body: Buffer };

export type FlvMeaning =
  | { kind: "video-header" }
  | { kind: "audio-header" }
  | { kind: "keyframe"; compositionMs: number }
  | { kind: "picture" }
  | { kind: "sound" }
  | { kind: "nothing" }
  | { kind: "unsupported"; what: string };

const TAG_TYPE = { audio: 8, video: 9 } as const;
const AVC = 7;
const AAC = 10;
/** An AVC tag's own header: flags, packet type, composition time. */
const AVC_HEADER_BYTES = 5;

/** What a room must know about a tag. */
export function meaningOf(tag: FlvTag): FlvMeaning {
  const [first = 0, second = 0] = tag.body;
  if (tag.kind === "audio") {
    const isAac = first >> 4 === AAC;
    if (isAac && second === 0) return { kind: "audio-header" };
    return tag.body.length > (isAac ? 2 : 1) ? { kind: "sound" } : { kind: "nothing" };
  }
  if ((first & 0x80) !== 0) return { kind: "unsupported", what: "a codec of Enhanced RTMP" };
  if ((first & 0x0f) !== AVC) return { kind: "unsupported", what: `FLV video codec ${first & 0x0f}` };
  if (second === 0) return { kind: "video-header" };
  if (second !== 1 || tag.body.length <= AVC_HEADER_BYTES) return { kind: "nothing" };
  if (first >> 4 !== 1) return { kind: "picture" };
  return { kind: "keyframe", compositionMs: tag.body.readIntBE(2, 3) };
}

/** The nine bytes and first back pointer of an FLV file with these tracks. */
export function flvHeader(tracks: { audio: boolean; video: boolean }): Buffer {
  const flags = (tracks.audio ? 4 : 0) | (tracks.video ? 1 : 0);
  return Buffer.from([0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
}

/** A tag with its timestamp replaced: whole milliseconds, 32 bits. */
export function writeFlvTag(tag: FlvTag, timestampMs: number): Buffer {
  const size = tag.body.length;
  const out = Buffer.allocUnsafe(11 + size + 4);
  const ms = timestampMs >>> 0;
  out[0] = TAG_TYPE[tag.kind];
  out.writeUIntBE(size, 1, 3);
  out.writeUIntBE(ms & 0xffffff, 4, 3);
  out[7] = ms >>> 24;
  out.writeUIntBE(0, 8, 3);
  tag.body.copy(out, 11);
  out.writeUInt32BE(11 + size, 11 + size);
  return out;
}
