/** The body of an FLV tag with its time: what an RTMP publisher sends. */
export type FlvTag = { kind: "audio" | "video"; timestampMs: number; body: Buffer };

const AVC = 7;
const AAC = 10;
const KEYFRAME = 1;
const HEADER = 0;

/** What a tag is, as far as Stream minds. */
export type TagFacts = { isCodecKnown: boolean; isHeader: boolean; isKeyframe: boolean };

/** Reads the first bytes of a tag. */
export function factsOf({ kind, body }: FlvTag): TagFacts {
  const [first = 0, second = HEADER] = body;
  if (kind === "audio") {
    const isCodecKnown = first >> 4 === AAC;
    return { isCodecKnown, isHeader: isCodecKnown && second === HEADER, isKeyframe: false };
  }
  // The highest bit says that a codec is named by four letters, none of which is H.264.
  const isCodecKnown = first < 0x80 && (first & 0x0f) === AVC;
  const isHeader = isCodecKnown && second === HEADER;
  return { isCodecKnown, isHeader, isKeyframe: isCodecKnown && !isHeader && first >> 4 === KEYFRAME };
}

/** The beginning of an FLV file with these tracks. */
export function flvHeader(tracks: { audio: boolean; video: boolean }): Buffer {
  const flags = (tracks.audio ? 4 : 0) | (tracks.video ? 1 : 0);
  return Buffer.from([0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
}

/** A tag as it stands in an FLV file. */
export function flvTag({ kind, timestampMs, body }: FlvTag): Buffer {
  const head = Buffer.alloc(11);
  head[0] = kind === "audio" ? 8 : 9;
  head.writeUIntBE(body.length, 1, 3);
  head.writeUIntBE(timestampMs & 0xffffff, 4, 3);
  head[7] = (timestampMs >>> 24) & 0xff;
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(11 + body.length);
  return Buffer.concat([head, body, tail]);
}
