import { MediaError } from "./media-error.ts";

/** What an AudioSpecificConfig says (ISO 14496-3, 1.6.2.1): AAC-LC is object type 2; `sampleRate` in Hz. */
export type SoundParameters = { objectType: number; sampleRate: number; channels: number };

const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

/** Reads an AudioSpecificConfig of a plain AAC kind. Throws a MediaError for any other. */
export function readSoundParameters(asc: Uint8Array): SoundParameters {
  const [first, second] = asc;
  if (first === undefined || second === undefined) throw new MediaError("audio parameters: cut short");
  const objectType = first >> 3;
  const sampleRate = SAMPLE_RATES[((first & 7) << 1) | (second >> 7)];
  const channels = (second >> 3) & 15;
  if (objectType === 31 || sampleRate === undefined || channels === 0)
    throw new MediaError("audio parameters: not AAC as the house knows it");
  return { objectType, sampleRate, channels };
}
