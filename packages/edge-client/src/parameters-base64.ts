import type { DecoderParameters } from "@nonstop/contract/asset";
import type { Parameters } from "@nonstop/media/parameters";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

/** Decoder parameters as they travel: base64. */
export function encodeParameters({ video, audio }: Parameters): DecoderParameters {
  return {
    video: Object.fromEntries(
      Object.entries(video).map(([id, { sps, pps }]) => [id, { sps: base64(sps), pps: base64(pps) }]),
    ),
    audio: { asc: base64(audio.asc) },
  };
}

/** Decoder parameters as they are compared and written into init segments: bytes. */
export function decodeParameters({ video, audio }: DecoderParameters): Parameters {
  return {
    video: Object.fromEntries(
      Object.entries(video).map(([id, { sps, pps }]) => [id, { sps: bytes(sps), pps: bytes(pps) }]),
    ),
    audio: { asc: bytes(audio.asc) },
  };
}
