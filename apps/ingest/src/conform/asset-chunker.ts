import { ASSET_CHUNK_SECONDS, type AssetChunkHeader, type DecoderParameters } from "@nonstop/contract/asset";
import { encodeBundle } from "@nonstop/contract/bundle";
import { audioFramesNeeded, packAssetChunk } from "@nonstop/media/asset-chunk";
import { readFragment } from "@nonstop/media/fragment";
import { audioFramesOfSecond } from "@nonstop/media/lattice";

export type AssetChunk = { chunk: number; body: Uint8Array<ArrayBuffer> };

/**
 * Gathers an asset's seconds, from 0 on and in order, into chunks. It must be given one second more than the asset has,
 * for the frames that its last second may ask of the next.
 */
export class AssetChunker {
  readonly #asset: string;
  readonly #durationSeconds: number;
  readonly #parameters: DecoderParameters;
  #firstSecond = 0;
  readonly #video = new Map<string, Uint8Array[]>();
  #frames: Uint8Array[] = [];
  /** Asset frame that stands first in `#frames`. */
  #firstFrame = 0;

  constructor(o: { asset: string; durationSeconds: number; parameters: DecoderParameters }) {
    this.#asset = o.asset;
    this.#durationSeconds = o.durationSeconds;
    this.#parameters = o.parameters;
  }

  /** Adds the next second. Answers the chunk that it completes, if it does. */
  add(second: number, fragments: Readonly<Record<string, Uint8Array>>): AssetChunk | undefined {
    for (const [rendition, fragment] of Object.entries(fragments)) {
      if (rendition === "audio") {
        const { first } = audioFramesOfSecond(second);
        if (this.#frames.length === 0) this.#firstFrame = first;
        this.#frames.push(...readFragment(fragment).samples.map((frame) => frame.data));
      } else {
        const run = this.#video.get(rendition) ?? [];
        run.push(fragment);
        this.#video.set(rendition, run);
      }
    }
    const end = Math.min(this.#firstSecond + ASSET_CHUNK_SECONDS, this.#durationSeconds);
    return second === end && this.#firstSecond < this.#durationSeconds ? this.#close(end) : undefined;
  }

  /** Packs seconds up to `end`. The second `end` itself is there already, for its first frames. */
  #close(end: number): AssetChunk {
    const seconds = end - this.#firstSecond;
    const needed = audioFramesNeeded(this.#firstSecond, seconds);
    const video: Record<string, Uint8Array[]> = {};
    for (const [rendition, run] of this.#video) video[rendition] = run.splice(0, seconds);
    const { layout, parts } = packAssetChunk({
      firstSecond: this.#firstSecond,
      video,
      firstAudioFrame: needed.first,
      audioFrames: this.#frames.slice(needed.first - this.#firstFrame, needed.end - this.#firstFrame),
    });
    const header = {
      asset: this.#asset,
      firstSecond: layout.firstSecond,
      seconds: layout.seconds,
      video: Object.fromEntries(Object.entries(layout.video).map(([id, sizes]) => [id, [...sizes]])),
      firstAudioFrame: layout.firstAudioFrame,
      audioFrames: [...layout.audioFrames],
      parameters: this.#parameters,
    } satisfies AssetChunkHeader;
    const chunk = this.#firstSecond / ASSET_CHUNK_SECONDS;
    this.#firstSecond = end;
    // The next chunk's first frame may lie just before its first second.
    const keepFrom = audioFramesNeeded(end, 1).first;
    this.#frames = this.#frames.slice(keepFrom - this.#firstFrame);
    this.#firstFrame = keepFrom;
    return { chunk, body: encodeBundle(header, parts) };
  }
}
