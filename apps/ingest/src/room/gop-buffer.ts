import type { FlvTag } from "../flv/flv-tag.ts";

/** A tag with its upstream time, unwrapped, in ms. */
export type TimedTag = { tag: FlvTag; upstreamMs: number };

const MAX_BYTES = 24 * 1024 * 1024;
/** About ten seconds of sound. */
const MAX_SOUND_ONLY_TAGS = 500;

/**
 * What a room's ffmpeg needs to begin in mid-programme: the headers, and everything since the last keyframe. Pictures that
 * are too many, or older than ten seconds of sound, are dropped; the next keyframe begins anew.
 */
export class GopBuffer {
  videoHeader: FlvTag | undefined;
  audioHeader: FlvTag | undefined;
  #tags: TimedTag[] = [];
  #bytes = 0;
  #soundsSincePicture = 0;
  /** Presentation time of the kept keyframe, upstream ms. */
  keyframeMs: number | undefined;

  addKeyframe(timed: TimedTag, compositionMs: number): void {
    // In most muxers sound runs a little ahead of the picture, so what lies just before the keyframe stays.
    this.#keep(({ tag, upstreamMs }) => tag.kind === "audio" && upstreamMs >= timed.upstreamMs - 500);
    this.keyframeMs = timed.upstreamMs + compositionMs;
    this.#push(timed);
  }

  add(timed: TimedTag): void {
    if (timed.tag.kind === "video" && this.keyframeMs === undefined) return;
    if (this.keyframeMs === undefined && this.#tags.length >= MAX_SOUND_ONLY_TAGS)
      this.#bytes -= this.#tags.shift()?.tag.body.length ?? 0;
    this.#push(timed);
    const isOld = this.keyframeMs !== undefined && this.#soundsSincePicture > MAX_SOUND_ONLY_TAGS;
    if (this.#bytes > MAX_BYTES || isOld) this.forgetPictures();
  }

  /** Drops all pictures: nothing from before a new header can be decoded with it. */
  forgetPictures(): void {
    const sounds = this.#tags.filter(({ tag }) => tag.kind === "audio");
    const kept = new Set(sounds.slice(-MAX_SOUND_ONLY_TAGS));
    this.#keep((timed) => kept.has(timed));
    this.keyframeMs = undefined;
  }

  /** Drops all sound, for the same reason. */
  forgetSound(): void {
    this.#keep(({ tag }) => tag.kind === "video");
  }

  /** Upstream time of the last tag of this kind. */
  lastMs(kind: FlvTag["kind"]): number | undefined {
    return this.#tags.findLast(({ tag }) => tag.kind === kind)?.upstreamMs;
  }

  /** Moves what is kept of these kinds by so many ms. */
  move(byMs: number, kinds: readonly FlvTag["kind"][] = ["audio", "video"]): void {
    this.#tags = this.#tags.map((timed) =>
      kinds.includes(timed.tag.kind) ? { tag: timed.tag, upstreamMs: timed.upstreamMs + byMs } : timed,
    );
    if (this.keyframeMs !== undefined && kinds.includes("video")) this.keyframeMs += byMs;
  }

  /** Headers and tags of these tracks, in the order they came. */
  replay(tracks: { audio: boolean; video: boolean }): TimedTag[] {
    const kept = this.#tags.filter(({ tag }) => tracks[tag.kind]);
    const first = kept[0]?.upstreamMs ?? 0;
    const headers = [
      ...(tracks.video && this.videoHeader !== undefined ? [this.videoHeader] : []),
      ...(tracks.audio && this.audioHeader !== undefined ? [this.audioHeader] : []),
    ].map((tag) => ({ tag, upstreamMs: first }));
    return [...headers, ...kept];
  }

  #push(timed: TimedTag): void {
    this.#tags.push(timed);
    this.#bytes += timed.tag.body.length;
    this.#soundsSincePicture = timed.tag.kind === "audio" ? this.#soundsSincePicture + 1 : 0;
  }

  #keep(isKept: (timed: TimedTag) => boolean): void {
    this.#tags = this.#tags.filter(isKept);
    this.#bytes = this.#tags.reduce((sum, { tag }) => sum + tag.body.length, 0);
  }
}
