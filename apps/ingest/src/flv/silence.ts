import type { FlvTag } from "./flv-tag.ts";

/** AudioSpecificConfig of AAC-LC, 48 kHz, stereo (ISO 14496-3, 1.6.2.1), in an FLV header tag. */
const HEADER = Buffer.from([0xaf, 0x00, 0x11, 0x90]);
/**
 * A whole AAC frame of nothing: a channel pair with a common long window and no bands, twice an empty channel, the end
 * (ISO 14496-3, 4.4.2.1).
 */
const FRAME = Buffer.from([0xaf, 0x01, 0x21, 0x00, 0x00, 0x00, 0x00, 0x1c]);
const FRAME_MS = 1024 / 48;
/** How far silence runs ahead of the pictures: the encoder must have all of a second's sound with its last picture. */
const AHEAD_MS = 200;

/** Silence for a publisher that sends pictures only. It goes as far as they do and ends when they end. */
export class Silence {
  #next: number | undefined;

  /** The tags that are due when the pictures have come to `channelMs`. */
  upTo(channelMs: number): { tag: FlvTag; channelMs: number }[] {
    const due: { tag: FlvTag; channelMs: number }[] = [];
    const put = (body: Buffer, atMs: number): void => {
      due.push({ tag: { kind: "audio", timestampMs: 0, body }, channelMs: atMs });
    };
    if (this.#next === undefined) {
      this.#next = Math.ceil(channelMs / FRAME_MS);
      put(HEADER, channelMs);
    }
    for (; this.#next * FRAME_MS <= channelMs + AHEAD_MS; this.#next += 1) put(FRAME, this.#next * FRAME_MS);
    return due;
  }
}
