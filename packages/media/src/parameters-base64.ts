import type { Parameters } from "./parameters.ts";

/** Decoder parameters as they travel: base64. */
export type Base64Parameters = {
  video: Record<string, { sps: string; pps: string }>;
  audio: { asc: string };
};

/** Decoder parameters as they travel. */
export function encodeParameters({ video, audio }: Parameters): Base64Parameters {
  return {
    video: Object.fromEntries(
      Object.entries(video).map(([id, { sps, pps }]) => [id, { sps: base64(sps), pps: base64(pps) }]),
    ),
    audio: { asc: base64(audio.asc) },
  };
}

/** Decoder parameters as they are compared and written into init segments. Throws for text that is not base64. */
export function decodeParameters({ video, audio }: Base64Parameters): Parameters {
  return {
    video: Object.fromEntries(
      Object.entries(video).map(([id, { sps, pps }]) => [id, { sps: bytes(sps), pps: bytes(pps) }]),
    ),
    audio: { asc: bytes(audio.asc) },
  };
}

// Node, Workers and browsers have these two in common; they are no part of the language itself.
declare function btoa(text: string): string;
declare function atob(text: string): string;

const base64 = (from: Uint8Array): string => btoa(String.fromCharCode(...from));
const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
