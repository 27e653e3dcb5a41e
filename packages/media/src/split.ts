import type { Second } from "./units.ts";
import type { Box } from "./box-reader.ts";
import { boxHeader, boxHeaderLength } from "./box-reader.ts";
import { ByteQueue } from "./byte-queue.ts";
import {
  AUDIO_FRAME_SAMPLES,
  AUDIO_TIMESCALE,
  LATTICE_PERIOD_FRAMES,
  LATTICE_PERIOD_SECONDS,
  PICTURES_PER_SECOND,
} from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import type { TrackRun } from "./movie-fragment.ts";
import { readMovieFragment } from "./movie-fragment.ts";
import type { MovieTrack } from "./movie.ts";
import { readMovie } from "./movie.ts";
import type { AudioParameters, Parameters, VideoParameters } from "./parameters.ts";
import type { SecondEvent } from "./second-grouper.ts";
import { SecondGrouper } from "./second-grouper.ts";

/** What comes out of a room's ffmpeg: first its parameters, then its seconds in order. */
export type SplitEvent = { kind: "parameters"; parameters: Parameters } | SecondEvent;

const MAX_UNPARSED_BYTES = 64 * 1024 * 1024;
// Larger pushes are read in pieces of this size, so that a whole file at once does not exceed the buffer's bound.
const SLICE_BYTES = 1024 * 1024;

/** A track with the rendition it becomes. */
type Lane = MovieTrack & { rendition: string };

/**
 * Reads a fragmented MP4 with all tracks of a room (video renditions in their order, one audio) in slices of any size.
 * Returns one second at a time on the lattice, one fragment per rendition. How the muxer grouped its `moof`s does not
 * matter, because each sample goes to the nearest place of the lattice. Broken input throws a MediaError, after which
 * the splitter cannot be used.
 */
export class RoomSplitter {
  readonly #videoRenditions: readonly string[];
  readonly #epochSecond: Second;
  readonly #queue = new ByteQueue(MAX_UNPARSED_BYTES);
  readonly #grouper: SecondGrouper;
  #lanes: ReadonlyMap<number, Lane> | undefined;
  #runs: readonly TrackRun[] | undefined;
  #failure: MediaError | undefined;

  /** `epochSecond` is the Unix second, a multiple of 8, of the input's time 0. */
  constructor(o: { videoRenditions: readonly string[]; epochSecond: Second }) {
    if (o.epochSecond % LATTICE_PERIOD_SECONDS !== 0)
      throw new MediaError(`room epoch ${o.epochSecond} is not a multiple of ${LATTICE_PERIOD_SECONDS} s`);
    this.#videoRenditions = o.videoRenditions;
    this.#epochSecond = o.epochSecond;
    this.#grouper = new SecondGrouper(o.videoRenditions);
  }

  /** Reads the next bytes and returns what they completed. */
  push(bytes: Uint8Array): SplitEvent[] {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      const events: SplitEvent[] = [];
      for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES)
        events.push(...this.#take(bytes.subarray(at, at + SLICE_BYTES)));
      return events;
    } catch (error) {
      if (error instanceof MediaError) this.#failure = error;
      throw error;
    }
  }

  /** Ends the input and returns the rest, whole or broken. */
  end(): SplitEvent[] {
    return this.#failure === undefined ? this.#grouper.settle(true) : [];
  }

  #take(bytes: Uint8Array): SplitEvent[] {
    this.#queue.push(bytes);
    const events: SplitEvent[] = [];
    for (;;) {
      const waiting = this.#queue.bytes;
      if (waiting.byteLength < 8 || waiting.byteLength < boxHeaderLength(waiting, 0)) return events;
      const found = boxHeader(waiting, 0);
      if (!/^[ -~]{4}$/.test(found.type)) throw new MediaError("not a box: its type is no text");
      if (found.end > MAX_UNPARSED_BYTES)
        throw new MediaError(`box ${found.type}: ${found.end} bytes are too many`);
      if (waiting.byteLength < found.end) return events;
      events.push(...this.#takeBox(waiting.subarray(0, found.end), found));
      this.#queue.take(found.end);
    }
  }

  #takeBox(bytes: Uint8Array, found: Box): SplitEvent[] {
    if (found.type === "moov") return [{ kind: "parameters", parameters: this.#takeMovie(bytes, found) }];
    if (found.type === "moof") this.#takeFragment(bytes, found);
    if (found.type !== "mdat") return [];
    this.#takeData(bytes, found);
    return this.#grouper.settle();
  }

  #takeMovie(bytes: Uint8Array, moov: Box): Parameters {
    if (this.#lanes !== undefined) throw new MediaError("box moov: a second one");
    const lanes = new Map<number, Lane>();
    const video: Record<string, VideoParameters> = {};
    const audio: AudioParameters[] = [];
    for (const track of readMovie(bytes, moov)) {
      if (lanes.has(track.id)) throw new MediaError(`track ${track.id}: described twice`);
      if (track.kind === "audio") {
        if (track.timescale !== AUDIO_TIMESCALE)
          throw new MediaError(`audio has ${track.timescale} ticks per second`);
        audio.push(track.parameters);
        lanes.set(track.id, { ...track, rendition: "audio" });
        continue;
      }
      const rendition = this.#videoRenditions[Object.keys(video).length];
      if (rendition === undefined) throw new MediaError("more video tracks than renditions");
      if (track.timescale % PICTURES_PER_SECOND !== 0)
        throw new MediaError(`video has ${track.timescale} ticks per second`);
      video[rendition] = track.parameters;
      lanes.set(track.id, { ...track, rendition });
    }
    const [onlyAudio] = audio;
    const missing = this.#videoRenditions[Object.keys(video).length];
    if (missing !== undefined) throw new MediaError(`${missing}: no track for it`);
    if (onlyAudio === undefined || audio.length > 1)
      throw new MediaError(`${audio.length} audio tracks, not one`);
    this.#lanes = lanes;
    return { video, audio: onlyAudio };
  }

  #takeFragment(bytes: Uint8Array, moof: Box): void {
    const lanes = this.#lanes;
    if (lanes === undefined) throw new MediaError("box moof: before moov");
    if (this.#runs !== undefined) throw new MediaError("box moof: its mdat is absent");
    const { runs } = readMovieFragment(
      bytes,
      moof,
      this.#queue.position,
      (trackId) => lanes.get(trackId)?.defaults ?? {},
    );
    this.#runs = runs;
  }

  #takeData(bytes: Uint8Array, mdat: Box): void {
    if (this.#runs === undefined) throw new MediaError("box mdat: before its moof");
    for (const run of this.#runs) {
      const lane = this.#lanes?.get(run.trackId);
      if (lane === undefined) continue;
      let time = run.baseTime;
      for (const sample of run.samples) {
        const from = sample.position - this.#queue.position;
        if (from < mdat.body || from + sample.size > mdat.end)
          throw new MediaError(`track ${run.trackId}: a sample lies outside mdat`);
        // We copy the bytes, because the queue reuses its buffer.
        this.#place(lane, time, bytes.slice(from, from + sample.size), sample.isSync);
        time += sample.duration;
      }
    }
    this.#runs = undefined;
  }

  #place(lane: Lane, time: number, data: Uint8Array, isSync: boolean): void {
    if (lane.kind === "audio") {
      const epochFrame = (this.#epochSecond / LATTICE_PERIOD_SECONDS) * LATTICE_PERIOD_FRAMES;
      this.#grouper.addAudioFrame(epochFrame + Math.round(time / AUDIO_FRAME_SAMPLES), data);
      return;
    }
    const picture = Math.round(time / (lane.timescale / PICTURES_PER_SECOND));
    this.#grouper.addPicture(lane.rendition, this.#epochSecond * PICTURES_PER_SECOND + picture, data, isSync);
  }
}
