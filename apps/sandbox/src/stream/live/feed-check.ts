import { factsOf, type FlvTag } from "./flv-tags.ts";

/** Why Stream does not take what is sent, by its own codes. */
export type FeedError =
  | "ERR_STORAGE_QUOTA_EXHAUSTED"
  | "ERR_GOP_OUT_OF_RANGE"
  | "ERR_UNSUPPORTED_VIDEO_CODEC"
  | "ERR_UNSUPPORTED_AUDIO_CODEC";

/** Keyframes are 2 to 10 s apart. A little more is let, for clocks are not exact. */
const MIN_GOP_MS = 1_800;
const MAX_GOP_MS = 10_200;

/** Watches what is sent to an input for what Stream does not take. */
export class FeedCheck {
  #keyframeMs: number | undefined;

  /** What is wrong with a tag; undefined when nothing is. */
  problem(tag: FlvTag): FeedError | undefined {
    const facts = factsOf(tag);
    if (!facts.isCodecKnown)
      return tag.kind === "audio" ? "ERR_UNSUPPORTED_AUDIO_CODEC" : "ERR_UNSUPPORTED_VIDEO_CODEC";
    if (tag.kind === "audio" || facts.isHeader) return undefined;
    const sinceMs = this.#keyframeMs === undefined ? undefined : tag.timestampMs - this.#keyframeMs;
    if (facts.isKeyframe) this.#keyframeMs = tag.timestampMs;
    if (sinceMs === undefined) return undefined;
    const isOften = facts.isKeyframe && sinceMs < MIN_GOP_MS;
    return isOften || sinceMs > MAX_GOP_MS ? "ERR_GOP_OUT_OF_RANGE" : undefined;
  }
}
