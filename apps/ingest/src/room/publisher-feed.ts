import { plainTag } from "../flv/enhanced-tag.ts";
import type { FlvTag } from "../flv/flv-tag.ts";
import { meaningOf } from "../flv/tag-meaning.ts";
import { GopBuffer, type TimedTag } from "./gop-buffer.ts";
import { refusalWords } from "./refusal-words.ts";
import type { RestartReason } from "./restart-reason.ts";
import { PICTURE_MS, Retimer } from "./retimer.ts";
import { readSourcePicture } from "./source-picture.ts";
import { MAX_APART_MS, TrackClocks } from "./track-clocks.ts";

/** Which of a room's two tracks. */
export type Tracks = { audio: boolean; video: boolean };
/** A tag with its place on the channel's clock, in ms. */
export type PlacedTag = { tag: FlvTag; channelMs: number };

/** What a tag means for a running ffmpeg. */
export type FeedAnswer =
  | { kind: "nothing" }
  /** It cannot be aired, for this reason. */
  | { kind: "refused"; problem: string }
  /** The running ffmpeg must not see what follows. */
  | { kind: "restart"; reason: RestartReason }
  | { kind: "media"; placed: PlacedTag };

/** With both tracks there: how long we listen for the least delayed tag before ffmpeg starts. */
const GATHER_MS = 400;
/** The same after a jump or a new header. The upstream is known by then, and every moment of waiting is slate. */
const GATHER_AGAIN_MS = 100;
const AUDIO_MISSING_MS = 2_000;
const VIDEO_MISSING_MS = 1_500;
const KEYFRAME_DUE_MS = 4_000;
/** How long pictures may come without a keyframe before the room goes on without them. */
const KEYFRAME_MISSING_MS = 12_000;

/** One publisher's tags: which tracks arrive, where they lie on the channel's clock, what a new ffmpeg must be fed first. */
export class PublisherFeed {
  readonly #clocks = new TrackClocks();
  readonly #retimer = new Retimer();
  readonly #gop = new GopBuffer();
  readonly #lastAt = { audio: Number.NEGATIVE_INFINITY, video: Number.NEGATIVE_INFINITY };
  #firstMediaAt: number | undefined;
  #anchored = false;
  #isKnown = false;
  #soundFormat: number | undefined;
  #pictureFilters: readonly string[] = [];

  /** Receives a tag that came at `nowMs` of channel time. */
  receive(received: FlvTag, nowMs: number): FeedAnswer {
    const plain = plainTag(received);
    if (plain.kind === "unsupported") return { kind: "refused", problem: refusalWords.codec(plain.what) };
    if (plain.kind === "nothing") return plain;
    const { tag } = plain;
    const meaning = meaningOf(tag);
    if (meaning.kind === "unsupported") return { kind: "refused", problem: refusalWords.codec(meaning.what) };
    if (meaning.kind === "nothing") return meaning;
    if (meaning.kind === "audio-header") return this.#receiveHeader(tag, nowMs);
    if (meaning.kind === "video-header") {
      const source = readSourcePicture(meaning.parameters);
      if (source.kind === "too-large")
        return { kind: "refused", problem: refusalWords.size(source.width, source.height) };
      this.#pictureFilters = source.filters;
      return this.#receiveHeader(tag, nowMs);
    }
    const timed = { tag, upstreamMs: this.#clocks.unwrap(tag.kind, tag.timestampMs) };
    this.#firstMediaAt ??= nowMs;
    if (meaning.kind === "sound") {
      // A decoder that does not know the format cannot begin.
      if (meaning.needsHeader && this.#gop.audioHeader === undefined) return { kind: "nothing" };
      const before = this.#soundFormat;
      this.#soundFormat = meaning.format;
      if (before !== undefined && before !== meaning.format) return this.#beginAnew("audio", nowMs);
    }
    this.#lastAt[tag.kind] = nowMs;
    const answer = this.#place(timed, nowMs);
    if (meaning.kind !== "keyframe") this.#gop.add(timed);
    else if (this.#gop.videoHeader !== undefined) this.#gop.addKeyframe(timed, meaning.compositionMs);
    return answer;
  }

  /** The tracks that arrive now. */
  tracks(nowMs: number): Tracks {
    return {
      audio: nowMs - this.#lastAt.audio < AUDIO_MISSING_MS,
      video: this.#gop.keyframeMs !== undefined && nowMs - this.#lastAt.video < VIDEO_MISSING_MS,
    };
  }

  /** Whether a running track has stopped while the other goes on. When both stop, it is a stall. */
  hasLost(running: Tracks, nowMs: number): boolean {
    const { audio, video } = this.#lastAt;
    const lost = (last: number, other: number, missingMs: number): boolean =>
      nowMs - last >= missingMs && other - last >= missingMs;
    return (
      (running.audio && lost(audio, video, AUDIO_MISSING_MS)) ||
      (running.video && lost(video, audio, VIDEO_MISSING_MS))
    );
  }

  /**
   * Once enough is known to start an ffmpeg: the tracks it gets, the filters its pictures need, and all it must be fed
   * first. Sets the anchor.
   */
  join(nowMs: number): { tracks: Tracks; pictureFilters: readonly string[]; tags: PlacedTag[] } | undefined {
    if (this.#firstMediaAt === undefined) return undefined;
    const tracks = this.tracks(nowMs);
    const waited = nowMs - this.#firstMediaAt;
    const awaitsKeyframe = !tracks.video && nowMs - this.#lastAt.video < VIDEO_MISSING_MS;
    if ((!tracks.audio && !tracks.video) || waited < this.#patience(tracks, awaitsKeyframe)) return undefined;
    if (!this.#anchored) this.#gop.move(this.#clocks.bringTogether(), ["audio"]);
    const replay = this.#gop.replay(tracks);
    if (!this.#anchored)
      this.#retimer.anchor(this.#gop.keyframeMs ?? replay[0]?.upstreamMs ?? 0, this.#clocks.leastGapMs);
    this.#anchored = true;
    return {
      tracks,
      pictureFilters: this.#pictureFilters,
      tags: replay.map(({ tag, upstreamMs }) => ({ tag, channelMs: this.#retimer.place(upstreamMs) })),
    };
  }

  /** What an encoder must change for its pictures to be seen; undefined when nothing is known to be wrong. */
  complaint(nowMs: number): string | undefined {
    const arrives = nowMs - this.#lastAt.video < VIDEO_MISSING_MS;
    if (!arrives || this.#gop.keyframeMs !== undefined || this.#firstMediaAt === undefined) return undefined;
    if (nowMs - this.#firstMediaAt < KEYFRAME_DUE_MS) return undefined;
    return "No picture can be shown: the sender sends no keyframes. Set the encoder to one every 2 s.";
  }

  #patience(tracks: Tracks, awaitsKeyframe: boolean): number {
    if (tracks.audio && tracks.video) {
      const isHeard = this.#clocks.hasNoted("audio") && this.#clocks.hasNoted("video");
      return this.#isKnown && isHeard ? GATHER_AGAIN_MS : GATHER_MS;
    }
    if (tracks.video) return AUDIO_MISSING_MS;
    return awaitsKeyframe ? KEYFRAME_MISSING_MS : VIDEO_MISSING_MS;
  }

  /** Its own time means nothing: many repeat a header with 0. */
  #receiveHeader(tag: FlvTag, nowMs: number): FeedAnswer {
    const slot = tag.kind === "video" ? "videoHeader" : "audioHeader";
    const before = this.#gop[slot];
    // Only one that differs matters.
    if (before?.body.equals(tag.body) === true) return { kind: "nothing" };
    this.#gop[slot] = tag;
    return before === undefined ? { kind: "nothing" } : this.#beginAnew(tag.kind, nowMs);
  }

  /** Nothing of this track from before can be decoded with what follows, so the next ffmpeg waits for the new. */
  #beginAnew(kind: FlvTag["kind"], nowMs: number): FeedAnswer {
    if (kind === "video") this.#gop.forgetPictures();
    else {
      this.#gop.forgetSound();
      this.#lastAt.audio = Number.NEGATIVE_INFINITY;
    }
    this.#firstMediaAt = nowMs;
    this.#isKnown = true;
    return { kind: "restart", reason: `new-${kind}-header` };
  }

  #place(timed: TimedTag, nowMs: number): FeedAnswer {
    const { tag, upstreamMs } = timed;
    const isFirst = !this.#clocks.hasNoted(tag.kind);
    if (!this.#anchored) {
      if (isFirst) this.#moveKept(timed);
      this.#clocks.note(tag.kind, upstreamMs, nowMs);
      return { kind: "nothing" };
    }
    if (isFirst) {
      this.#clocks.note(tag.kind, upstreamMs, nowMs);
      if (Math.abs(nowMs - this.#retimer.place(upstreamMs)) > MAX_APART_MS) {
        this.#gatherAgain(timed, nowMs);
        return { kind: "restart", reason: `${tag.kind}-came` };
      }
    }
    const answer = this.#retimer.retime({ upstreamMs, kind: tag.kind, arrivalMs: nowMs });
    if (answer.kind === "at") return { kind: "media", placed: { tag, channelMs: answer.channelMs } };
    // Most encoders have one clock, so what is kept of the other track moves as well.
    const last = this.#gop.lastMs(tag.kind);
    if (last === undefined) this.#gop.forgetPictures();
    else this.#gop.move(upstreamMs - PICTURE_MS - last);
    this.#gatherAgain(timed, nowMs);
    return { kind: "restart", reason: answer.reason };
  }

  /** What is kept of a track ends just before its new timeline, so that it can still be decoded from its keyframe. */
  #moveKept({ tag, upstreamMs }: TimedTag): void {
    const last = this.#gop.lastMs(tag.kind);
    if (last === undefined || Math.abs(upstreamMs - last) <= MAX_APART_MS) return;
    this.#gop.move(upstreamMs - PICTURE_MS - last, [tag.kind]);
  }

  #gatherAgain({ tag, upstreamMs }: TimedTag, nowMs: number): void {
    this.#clocks.forget();
    this.#clocks.note(tag.kind, upstreamMs, nowMs);
    this.#retimer.reset();
    this.#anchored = false;
    this.#isKnown = true;
    this.#firstMediaAt = nowMs;
  }
}
