import type { DecoderParameters } from "@nonstop/contract/asset";
import type { Parameters } from "@nonstop/media/parameters";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

/** Decoder parameters as they travel: base64. */
export function contractParameters(parameters: Parameters): DecoderParameters {
  return {
    video: Object.fromEntries(
      Object.entries(parameters.video).map(([id, v]) => [id, { sps: base64(v.sps), pps: base64(v.pps) }]),
    ),
    audio: { asc: base64(parameters.audio.asc) },
  };
}

/** Decoder parameters as the media package takes them. */
export function mediaParameters(parameters: DecoderParameters): Parameters {
  return {
    video: Object.fromEntries(
      Object.entries(parameters.video).map(([id, v]) => [id, { sps: bytes(v.sps), pps: bytes(v.pps) }]),
    ),
    audio: { asc: bytes(parameters.audio.asc) },
  };
}
