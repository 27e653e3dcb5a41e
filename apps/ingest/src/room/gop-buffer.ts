import type { FlvTag } from "../flv/flv-tag.ts";

/** A tag with its upstream time, unwrapped, in ms. */
export type TimedTag = { tag: FlvTag; upstreamMs: number };

const MOST_BYTES = 24 * 1024 * 1024;
const MOST_SOUND_ONLY = 500;

/**
 * What a room's ffmpeg needs to begin in mid-programme: the headers, and all since the last keyframe. A GOP too large to
 * keep is let go; the next keyframe begins anew.
 */
export class GopBuffer {
  videoHeader: TimedTag | undefined;
  audioHeader: TimedTag | undefined;
  #tags: TimedTag[] = [];
  #bytes = 0;
  /** Presentation time of the kept keyframe, upstream ms. */
  keyframeMs: number | undefined;

  addKeyframe(timed: TimedTag, compositionMs: number): void {
    // Sound runs ahead of the picture by a little in most muxers: what lies just before the keyframe stays.
    this.#tags = this.#tags.filter(
      ({ tag, upstreamMs }) => tag.kind === "audio" && upstreamMs >= timed.upstreamMs - 500,
    );
    this.#bytes = this.#tags.reduce((sum, { tag }) => sum + tag.body.length, 0);
    this.keyframeMs = timed.upstreamMs + compositionMs;
    this.#push(timed);
  }

  add(timed: TimedTag): void {
    if (timed.tag.kind === "video" && this.keyframeMs === undefined) return;
    if (this.keyframeMs === undefined && this.#tags.length >= MOST_SOUND_ONLY) this.#tags.shift();
    this.#push(timed);
    if (this.#bytes > MOST_BYTES) this.forgetPictures();
  }

  /** After a new picture header: nothing before it can be decoded with it. */
  forgetPictures(): void {
    this.#tags = this.#tags.filter(({ tag }) => tag.kind === "audio").slice(-MOST_SOUND_ONLY);
    this.#bytes = this.#tags.reduce((sum, { tag }) => sum + tag.body.length, 0);
    this.keyframeMs = undefined;
  }

  /** Moves all that is kept so that its last tag of this kind lies one picture before `upstreamMs`. */
  endAt(upstreamMs: number, kind: FlvTag["kind"]): void {
    const last = this.#tags.findLast(({ tag }) => tag.kind === kind);
    if (last === undefined) return this.forgetPictures();
    const by = upstreamMs - 33 - last.upstreamMs;
    this.#tags = this.#tags.map((timed) => ({ tag: timed.tag, upstreamMs: timed.upstreamMs + by }));
    if (this.keyframeMs !== undefined) this.keyframeMs += by;
  }

  /** Headers and tags of these tracks, in the order they came. */
  replay(tracks: { audio: boolean; video: boolean }): TimedTag[] {
    const kept = this.#tags.filter(({ tag }) => tracks[tag.kind]);
    const first = kept[0]?.upstreamMs ?? 0;
    const headers = [
      ...(tracks.video && this.videoHeader !== undefined ? [this.videoHeader] : []),
      ...(tracks.audio && this.audioHeader !== undefined ? [this.audioHeader] : []),
    ].map((header) => ({ ...header, upstreamMs: first }));
    return [...headers, ...kept];
  }

  #push(timed: TimedTag): void {
    this.#tags.push(timed);
    this.#bytes += timed.tag.body.length;
  }
}
