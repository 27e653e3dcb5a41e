/** A message of a room's publisher as an FLV tag: sound or picture, with the upstream's own milliseconds. */
export type FlvTag = { kind: "audio" | "video"; timestampMs: number; body: Buffer };

const TAG_TYPE = { audio: 8, video: 9 } as const;

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
