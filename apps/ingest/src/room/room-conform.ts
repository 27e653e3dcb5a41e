import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type { HouseFormat } from "@nonstop/contract/house-format";
import type { Parameters } from "@nonstop/media/parameters";
import { RoomSplitter, type SplitEvent } from "@nonstop/media/split";
import { messageOf } from "@nonstop/telemetry/log";
import { houseOutput, latticeFilters } from "../ffmpeg/house-command.ts";
import { type FfmpegInput, runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import { type FlvTag, flvHeader, writeFlvTag } from "../flv/flv-tag.ts";
import { Silence } from "../flv/silence.ts";
import type { Tracks } from "./publisher-feed.ts";
import { SecondMeter, type SecondReading } from "./second-meter.ts";

export type ConformEvents = {
  onParameters(parameters: Parameters): void;
  onSecond(second: number, fragments: Readonly<Record<string, Uint8Array>>, reading: SecondReading): void;
  onBroken(second: number, reason: string): void;
  /** ffmpeg ended without having been asked to. */
  onDeath(reason: string): void;
  /** ffmpeg was ended because the input takes more processor than a room may have. */
  onTooMuch(): void;
};

const PERIOD_SECONDS = 8;
/** The room's epoch lies this long before its start, so that the GOP before the start has timestamps above zero. */
const LEAD_SECONDS = 24;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
const FINISH_MS = 1_500;
/** A second is due when the input is this far past its end: decoders hold back a few pictures. */
const DUE_AFTER_MS = 1_500;

/** One ffmpeg that brings a room onto the lattice from a whole second on. It lives until something about the input changes. */
export class RoomConform {
  readonly tracks: Tracks;
  readonly #epochMs: number;
  readonly #source = new PassThrough({ highWaterMark: 1 << 20 });
  readonly #run: ReturnType<typeof runFfmpeg>;
  readonly #silence: Silence | undefined;
  readonly #meter: SecondMeter;
  #over = false;
  /** Newest channel time that was written, by track. */
  readonly #written = new Map<string, number>();
  /** The second that comes out next, and since when it is due. */
  #nextSecond: number;
  #dueSince: number | undefined;

  /** `startSecond` is the second of channel time that is to be the first whole one. */
  constructor(o: {
    ffmpeg: string;
    format: HouseFormat;
    startSecond: number;
    tracks: Tracks;
    /** What must be done to the publisher's pictures first. */
    pictureFilters: readonly string[];
    events: ConformEvents;
  }) {
    const epochSecond = Math.floor((o.startSecond - LEAD_SECONDS) / PERIOD_SECONDS) * PERIOD_SECONDS;
    this.tracks = o.tracks;
    this.#epochMs = epochSecond * 1000;
    this.#nextSecond = o.startSecond;
    const start = o.startSecond - epochSecond;
    this.#meter = new SecondMeter(epochSecond);
    this.#silence = o.tracks.audio ? undefined : new Silence();
    const inputs = roomInputs(this.#source, o.tracks, start, o.format);
    const lattice = latticeFilters(o.format, {
      video: o.tracks.video ? "[0:v:0]" : "[1:v:0]",
      audio: "[0:a:0]",
      second: start,
      ...(o.tracks.video && o.pictureFilters.length > 0 ? { beforeVideo: o.pictureFilters.join() } : {}),
      meter: true,
    });
    this.#source.on("error", () => {});
    this.#source.write(flvHeader({ audio: true, video: o.tracks.video }));
    this.#run = runFfmpeg(
      {
        program: o.ffmpeg,
        inputs,
        global: ["-copyts"],
        filterGraph: lattice.graph,
        output: [...houseOutput(o.format, lattice.labels), ...liveEncoding(o.format)],
        isBounded: true,
      },
      (line) => this.#meter.noteLine(line),
    );
    const splitter = new RoomSplitter({
      videoRenditions: o.format.video.map((rung) => rung.id),
      epochSecond,
    });
    void this.#read(splitter, o.events);
  }

  /** Feeds a tag at `nowMs`. False when ffmpeg does not keep up. */
  write(tag: FlvTag, channelMs: number, nowMs: number): boolean {
    if (this.#over || this.#source.writableEnded) return true;
    this.#written.set(tag.kind, Math.max(channelMs, this.#written.get(tag.kind) ?? channelMs));
    if (this.#dueSince === undefined && this.#isDue()) this.#dueSince = nowMs;
    for (const silent of this.#silence?.upTo(channelMs) ?? []) this.#put(silent.tag, silent.channelMs);
    this.#put(tag, channelMs);
    return this.#source.writableLength < MAX_WAITING_BYTES;
  }

  #put(tag: FlvTag, channelMs: number): void {
    this.#source.write(writeFlvTag(tag, Math.max(0, Math.round(channelMs - this.#epochMs))));
  }

  /** How long the next second has been due, ms. While the input stalls nothing is due. */
  overdueMs(nowMs: number): number {
    return this.#dueSince === undefined ? 0 : nowMs - this.#dueSince;
  }

  #isDue(): boolean {
    const end = (this.#nextSecond + 1) * 1000 + DUE_AFTER_MS;
    const reached = (kind: "audio" | "video"): boolean =>
      !this.tracks[kind] || (this.#written.get(kind) ?? 0) >= end;
    return reached("audio") && reached("video");
  }

  /** Lets ffmpeg finish, for a short while. Its last seconds still arrive. */
  finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#source.end();
    setTimeout(() => this.#run.kill(), FINISH_MS).unref();
  }

  /** Ends ffmpeg at once; nothing more arrives. */
  kill(): void {
    this.#over = true;
    this.#run.kill();
    this.#source.destroy();
  }

  async #read(splitter: RoomSplitter, events: ConformEvents): Promise<void> {
    let problem: string | undefined;
    try {
      for await (const bytes of this.#run.output) await this.#report(splitter.push(bytes), events);
      await this.#report(splitter.end(), events);
    } catch (error) {
      problem = messageOf(error);
      this.#run.kill();
      this.#run.ignoreOutput();
    }
    const exit = await this.#run.exit;
    this.#source.destroy();
    if (this.#over) return;
    this.#over = true;
    if (exit.kind === "over-cpu") return events.onTooMuch();
    const last = exit.kind === "failed" ? [exit.reason, ...exit.lines.slice(-3)].join(" | ") : "ffmpeg ended";
    events.onDeath(problem ?? last);
  }

  async #report(split: readonly SplitEvent[], events: ConformEvents): Promise<void> {
    for (const event of split) {
      if (event.kind !== "parameters") this.#nextSecond = event.second + 1;
      this.#dueSince = undefined;
      if (event.kind === "parameters") events.onParameters(event.parameters);
      else if (event.kind === "broken-second") events.onBroken(event.second, event.reason);
      else {
        // The meters wrote before the encoder did, but on another pipe, which may not have been read yet.
        if (!this.#meter.knows(event.second)) await setImmediate();
        events.onSecond(event.second, event.fragments, this.#meter.read(event.second));
      }
    }
  }
}

/**
 * Without `-reinit_filter 0` a change of picture size starts the filters again at their first second, and all pictures since
 * then come in a burst. Decoding by slices holds no pictures back, however many cores there are.
 */
const LIVE_INPUT = "-analyzeduration 500000 -reinit_filter 0 -thread_type slice -f flv".split(" ");

/** One thread encodes this many lines with ease: 720 need a fifth of a core. */
const MAX_LINES_OF_ONE_THREAD = 720;

/**
 * Options that spare the processor and do not shape decoder parameters. Several threads on one picture cost 5 % more in all.
 * The full search for the sound's quantizers costs twice as much as the quick one. At the rate of the house format the quick
 * one was not measurably worse for speech and music, and it was better without noise and intensity coding.
 */
function liveEncoding(format: HouseFormat): string[] {
  const threads = format.video.flatMap((rung, i) =>
    rung.height <= MAX_LINES_OF_ONE_THREAD ? [`-threads:v:${i}`, "1"] : [],
  );
  return [...threads, ..."-aac_coder fast -aac_pns 0 -aac_is 0".split(" ")];
}

/** The publisher's tags, and a picture for one that sends sound only. (Silence for pictures without sound is among the tags.) */
function roomInputs(source: PassThrough, tracks: Tracks, start: number, format: HouseFormat): FfmpegInput[] {
  const flv: FfmpegInput = { source, options: LIVE_INPUT };
  const { width, height } = format.video[0] ?? { width: 640, height: 360 };
  if (tracks.video) return [flv];
  const picture = `color=c=0x14181d:s=${width}x${height}:r=30,setpts=PTS+${start}/TB`;
  return [flv, { source: picture, options: ["-re", "-f", "lavfi"] }];
}
