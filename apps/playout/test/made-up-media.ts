import { ASSET_CHUNK_SECONDS, type AssetIndex, type DecoderParameters } from "@nonstop/contract/asset";
import { encodeBundle } from "@nonstop/contract/bundle";
import { audioFramesNeeded, packAssetChunk } from "@nonstop/media/asset-chunk";
import { audioFragment, readFragment, type Sample, videoFragment } from "@nonstop/media/fragment";
import { audioFramesOfSecond } from "@nonstop/media/lattice";
import type { FakeAsset } from "./fake-edge.ts";

/** House-shaped seconds without pictures in them: each says whose second it is. */

export const PARAMETERS: DecoderParameters = {
  video: { v360: { sps: "Z01AHtoCgL/lwFqAgICgAAADACAAAAeB4sXU", pps: "aO88gA==" } },
  audio: { asc: "EZBW5QA=" },
};

/** A live room's second. */
export function madeUpSecond(room: string, second: number): Record<string, Uint8Array> {
  const { count } = audioFramesOfSecond(second);
  return {
    v360: videoFragment(second, pictures(`${room}#${second}`)),
    audio: audioFragment(
      second,
      Array.from({ length: count }, () => Buffer.from(`${room}#${second}`)),
    ),
  };
}

/** Whose second a proposal holds: `room#second`, or `asset#asset second`. */
export function writtenIn(parts: ReadonlyMap<string, Uint8Array>): string {
  const bytes = parts.get("v360");
  const picture = bytes === undefined ? undefined : readFragment(bytes).samples[0]?.data;
  return picture === undefined ? "" : Buffer.from(picture.subarray(5)).toString();
}

/** An asset in the library; its pictures say `shows`. */
export function madeUpAsset(
  asset: string,
  durationSeconds: number,
  parameters = PARAMETERS,
  shows = asset,
): FakeAsset {
  const chunks: Uint8Array[] = [];
  for (let first = 0; first < durationSeconds; first += ASSET_CHUNK_SECONDS) {
    const seconds = Math.min(ASSET_CHUNK_SECONDS, durationSeconds - first);
    const frames = audioFramesNeeded(first, seconds);
    const { layout, parts } = packAssetChunk({
      firstSecond: first,
      video: {
        v360: Array.from({ length: seconds }, (_, i) =>
          videoFragment(first + i, pictures(`${shows}#${first + i}`)),
        ),
      },
      firstAudioFrame: frames.first,
      audioFrames: Array.from({ length: frames.end - frames.first }, () => Buffer.from(asset)),
    });
    chunks.push(encodeBundle({ asset, parameters, ...layout }, parts));
  }
  const index: AssetIndex = {
    asset,
    title: asset,
    durationSeconds,
    houseFormat: "360p",
    parameters,
    chunkSeconds: ASSET_CHUNK_SECONDS,
    chunkCount: chunks.length,
    byteLength: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0),
    filler: false,
  };
  return { index, chunks };
}

function pictures(text: string): Sample[] {
  return Array.from({ length: 30 }, (_, index) => {
    const nal = Buffer.concat([Buffer.from([index === 0 ? 0x65 : 0x41]), Buffer.from(text)]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(nal.length);
    return { data: Buffer.concat([length, nal]), duration: 3000, isSync: index === 0 };
  });
}
