import type { Second } from "./units.ts";
import type { Sample } from "./fragment.ts";
import { writeFragment } from "./fragment.ts";
import { AUDIO_RENDITION, checkFragments } from "./house-check.ts";
import {
  AUDIO_FRAME_SAMPLES,
  audioFramesOfSecond,
  PICTURE_TICKS,
  PICTURES_PER_SECOND,
  secondOfAudioFrame,
  VIDEO_TIMESCALE,
} from "./lattice.ts";

/** A second that is whole in all renditions, or never will be. */
export type SecondEvent =
  | { kind: "second"; second: Second; fragments: Readonly<Record<string, Uint8Array>> }
  | { kind: "broken-second"; second: Second; reason: string };

/** A room's second while its samples arrive: by rendition, each at its place. */
type OpenSecond = { places: Map<string, Map<number, Sample>>; problem?: string };

// The tracks of one muxer keep close together; one that falls this far behind has died.
const MAX_LAG_SECONDS = 3;

/** Collects samples of all renditions by lattice second and hands out each second once, in order. */
export class SecondGrouper {
  readonly #renditions: readonly string[];
  readonly #open = new Map<number, OpenSecond>();
  readonly #newest = new Map<string, number>();
  #closed = Number.NEGATIVE_INFINITY;
  #begun = false;

  /** `renditions` are those of the video; the audio comes on top. */
  constructor(renditions: readonly string[]) {
    this.#renditions = [...renditions, AUDIO_RENDITION];
  }

  /** Adds a picture by its index since the Unix epoch (30 a second). */
  addPicture(rendition: string, picture: number, data: Uint8Array, isSync: boolean): void {
    const second = Math.floor(picture / PICTURES_PER_SECOND);
    const place = picture - second * PICTURES_PER_SECOND;
    this.#add(rendition, second, place, { data, duration: PICTURE_TICKS, isSync });
  }

  /** Adds an audio frame by its index since the Unix epoch. */
  addAudioFrame(frame: number, data: Uint8Array): void {
    const second = secondOfAudioFrame(frame);
    const place = frame - audioFramesOfSecond(second).first;
    this.#add(AUDIO_RENDITION, second, place, { data, duration: AUDIO_FRAME_SAMPLES, isSync: true });
  }

  /** The seconds that are decided by now. With `isEnd`, every second is. */
  settle(isEnd = false): SecondEvent[] {
    const events: SecondEvent[] = [];
    for (const [second, open] of [...this.#open].sort(([a], [b]) => a - b)) {
      const missing = this.#missing(second, open);
      const lost = this.#lost(second, open) ?? (isEnd ? missing : undefined);
      if (missing !== undefined && lost === undefined) break;
      this.#open.delete(second);
      this.#closed = second;
      // Before the first picture and after the last there is only sound (the encoder's priming and tail). That makes no
      // second.
      const hasPictures = this.#renditions.some((id) => id !== AUDIO_RENDITION && open.places.has(id));
      this.#begun ||= hasPictures;
      if (!hasPictures && (isEnd || !this.#begun)) continue;
      events.push(
        lost === undefined ? this.#whole(second, open) : { kind: "broken-second", second, reason: lost },
      );
    }
    return events;
  }

  #add(rendition: string, second: Second, place: number, sample: Sample): void {
    this.#newest.set(rendition, Math.max(second, this.#newest.get(rendition) ?? second));
    if (second <= this.#closed) return;
    let open = this.#open.get(second);
    if (open === undefined) this.#open.set(second, (open = { places: new Map() }));
    let places = open.places.get(rendition);
    if (places === undefined) open.places.set(rendition, (places = new Map()));
    if (places.has(place)) open.problem ??= `${rendition}: two samples at place ${place}`;
    places.set(place, sample);
  }

  /** What the second still lacks. Undefined when it lacks nothing. */
  #missing(second: Second, open: OpenSecond): string | undefined {
    const lacking = this.#renditions.find((rendition) => lacks(open, rendition, second));
    return open.problem ?? (lacking === undefined ? undefined : lackText(open, lacking, second));
  }

  /** Why the second is lost: a rendition that lacks something of it has gone past it, or lags far behind the others. */
  #lost(second: Second, open: OpenSecond): string | undefined {
    if (open.problem !== undefined) return open.problem;
    const past = this.#renditions.find(
      (rendition) => (this.#newest.get(rendition) ?? second) > second && lacks(open, rendition, second),
    );
    if (past !== undefined) return lackText(open, past, second);
    const leader = Math.max(...this.#newest.values());
    return leader > second + MAX_LAG_SECONDS ? this.#missing(second, open) : undefined;
  }

  #whole(second: Second, open: OpenSecond): SecondEvent {
    const fragments: Record<string, Uint8Array> = {};
    for (const [rendition, places] of open.places) {
      const samples = [...places].sort(([a], [b]) => a - b).map(([, sample]) => sample);
      const baseTime =
        rendition === AUDIO_RENDITION
          ? audioFramesOfSecond(second).first * AUDIO_FRAME_SAMPLES
          : second * VIDEO_TIMESCALE;
      fragments[rendition] = writeFragment({ second, baseTime, samples });
    }
    const check = checkFragments(fragments, second, this.#renditions);
    return check.kind === "ok"
      ? { kind: "second", second, fragments }
      : { kind: "broken-second", second, reason: check.reason };
  }
}

function samplesWanted(rendition: string, second: Second): number {
  return rendition === AUDIO_RENDITION ? audioFramesOfSecond(second).count : PICTURES_PER_SECOND;
}

function samplesFound(open: OpenSecond, rendition: string): number {
  return open.places.get(rendition)?.size ?? 0;
}

function lacks(open: OpenSecond, rendition: string, second: Second): boolean {
  return samplesFound(open, rendition) < samplesWanted(rendition, second);
}

function lackText(open: OpenSecond, rendition: string, second: Second): string {
  const unit = rendition === AUDIO_RENDITION ? "frames" : "pictures";
  return `${rendition}: ${samplesFound(open, rendition)} of ${samplesWanted(rendition, second)} ${unit}`;
}
