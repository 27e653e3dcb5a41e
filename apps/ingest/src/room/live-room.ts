import type { RoomNews, RoomState, RoomStatus } from "@nonstop/contract/room";
import type { HouseFormat } from "@nonstop/contract/house-format";
import { secondOf } from "@nonstop/contract/time";
import type { Parameters } from "@nonstop/media/parameters";
import type { Log } from "@nonstop/telemetry/log";
import type { MediaMessage, PublisherSink } from "../rtmp/session-guard.ts";
import { HouseFit } from "./house-fit.ts";
import { PublisherFeed } from "./publisher-feed.ts";
import { ReadingLog } from "./reading-log.ts";
import { refusalWords } from "./refusal-words.ts";
import { RoomConform } from "./room-conform.ts";
import { RestartPace } from "./restart-pace.ts";
import { type RestartReason, restartWords } from "./restart-reason.ts";
import type { SecondReading } from "./second-meter.ts";
import { SecondRing } from "./second-ring.ts";
import { SourceLook } from "./source-look.ts";

/** What all rooms of this process share. */
export type RoomParts = {
  ffmpeg: string;
  format: HouseFormat;
  /** Channel time in ms. */
  nowMs: () => number;
  /** What rooms must equal. Nothing is compared while it is undefined, that is not known. */
  parameters: () => Parameters | undefined;
  log: Log;
  count: (what: "restart" | "second" | "broken") => void;
  /** A second was offered so long after its end. */
  ready: (lateMs: number) => void;
  emit: (news: RoomNews) => void;
};

/** How long ffmpeg needs to start. The first whole second lies after that. */
const START_UP_MS = 150;
/** How long a second may be overdue before the room is stalled. */
const STALLED_MS = 3_000;
/** How long a second may be overdue in ffmpeg. After that it stands still and will not recover by itself. */
const HUNG_MS = 2_500;
const KEEP_SECONDS = 30;

/** What a publisher has shown: when its key runs out, and why it no longer opens the room in a second, if it does not. */
export type ShownKey = { expiresAt: number; problem: (second: number) => string | undefined };

/** Of whoever needs no key: a pulled room ends when it is no longer asked for. */
export const WITHOUT_KEY: ShownKey = { expiresAt: Number.MAX_SAFE_INTEGER, problem: () => undefined };

type Connection = { close: (reason: string) => void; feed: PublisherFeed; key: ShownKey };

/** One room that comes live: its publisher, its ffmpeg and the seconds it offers. Receives input and ticks; never throws. */
export class LiveRoom {
  readonly room: string;
  readonly ring = new SecondRing(KEEP_SECONDS);
  readonly readings = new ReadingLog();
  parameters: Parameters | undefined;
  readonly #o: RoomParts;
  readonly #fit = new HouseFit();
  #isAwaited = false;
  #state: RoomState = "waiting";
  #sinceMs: number;
  #problem: string | undefined;
  #source = new SourceLook();
  #connection: Connection | undefined;
  #conform: RoomConform | undefined;
  #refused = false;
  /** Whether this publisher has yielded a whole second. */
  #hasBeenLive = false;
  #pace = new RestartPace();
  /** Seconds in a break of the source. */
  readonly #breaks = new Set<number>();

  constructor(room: string, o: RoomParts) {
    this.room = room;
    this.#o = o;
    this.#sinceMs = o.nowMs();
  }

  /** Why a valid key does not open this room now: an older key of the show must not put the newer one's publisher out. */
  refusesKey(expiresAt: number): string | undefined {
    const current = this.#connection?.key.expiresAt ?? expiresAt;
    return expiresAt < current ? "older stream key: a newer one is in this room" : undefined;
  }

  /** Accepts a publisher with a valid key. The newest wins; the one before it is closed. */
  attach(close: (reason: string) => void, key: ShownKey): PublisherSink {
    const connection: Connection = { close, feed: new PublisherFeed(), key };
    const before = this.#connection;
    this.#connection = connection;
    this.#endConform();
    before?.close("replaced by a newer publisher");
    this.#problem = undefined;
    this.#refused = false;
    this.#source = new SourceLook();
    this.#hasBeenLive = false;
    this.#pace = new RestartPace();
    this.#setState("connecting");
    return {
      onMessage: (message) => {
        if (this.#connection === connection) this.#receive(message, connection);
      },
      onClose: (reason) => {
        if (this.#connection === connection) this.#detach(reason);
      },
    };
  }

  /** While somebody is expected in it, it is not forgotten. After that nothing is wrong with its being empty. */
  expectSomebody(isExpected: boolean): void {
    this.#isAwaited = isExpected;
    if (!isExpected) this.complain(undefined);
  }

  /** Shows operators why nobody publishes; called by whoever should have brought a publisher. */
  complain(problem: string | undefined): void {
    if (this.#connection !== undefined || problem === this.#problem) return;
    this.#problem = problem;
    this.#o.emit({ kind: "room", status: this.status });
  }

  /** Does what is due without any input. Call it every quarter of a second. */
  tick(): void {
    const now = this.#o.nowMs();
    const oldest = secondOf(now) - KEEP_SECONDS;
    this.ring.forgetBefore(oldest);
    this.readings.forgetTroublesBefore(oldest);
    for (const second of this.#breaks) if (second < oldest) this.#breaks.delete(second);
    const connection = this.#connection;
    if (connection === undefined) return;
    const problem = connection.key.problem(secondOf(now));
    if (problem !== undefined) return connection.close(problem);
    if (this.#conform === undefined) this.#startIfReady(connection.feed, now);
    else if (connection.feed.hasLost(this.#conform.tracks, now)) this.#restart("track-lost");
    else if (this.#conform.overdueMs(now) > HUNG_MS) this.#replaceHung(this.#conform);
    this.#compare();
    this.#problem ??= connection.feed.complaint(now);
    this.#settleState(now);
  }

  get status(): RoomStatus {
    const newest = this.ring.newest();
    return {
      room: this.room,
      state: this.#state,
      sinceMs: this.#sinceMs,
      offered: this.ring.spans().map(([from, to]): [number, number] => [from, to]),
      ...(newest === undefined ? {} : { newestSecond: newest.second }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      ...this.#source.told,
      ...(newest?.peakDbfs === undefined ? {} : { peakDbfs: newest.peakDbfs }),
      ...this.readings.told,
    };
  }

  /** True when nobody publishes and nothing is on offer since `beforeMs`. */
  isIdleSince(beforeMs: number): boolean {
    return this.#connection === undefined && !this.#isAwaited && this.#sinceMs < beforeMs;
  }

  /** Ends publisher and ffmpeg. */
  close(): void {
    this.#conform?.kill();
    this.#conform = undefined;
    this.#connection?.close("ingest stops");
    this.#connection = undefined;
  }

  #detach(reason: string): void {
    this.#connection = undefined;
    this.#endConform();
    // What was wrong with this publisher is not wrong with an empty room.
    this.#problem = undefined;
    this.#refused = false;
    this.#o.log("room-left", { room: this.room, reason });
    this.#setState("waiting");
  }

  #receive(message: MediaMessage, { feed }: Connection): void {
    if (message.kind === "metadata") {
      return this.#source.announced(message.body);
    }
    if (this.#refused) return;
    const now = this.#o.nowMs();
    const { kind, timestampMs, body } = message;
    if (kind === "video") this.#source.came(timestampMs);
    const answer = feed.receive({ kind, timestampMs, body }, now);
    if (answer.kind === "refused") return this.#refuse(answer.problem);
    if (this.#conform === undefined) return this.#startIfReady(feed, now);
    if (answer.kind === "restart") return this.#restart(answer.reason);
    if (answer.kind !== "media") return;
    const { tag, channelMs } = answer.placed;
    if (message.isBreak === true) this.#breaks.add(secondOf(channelMs));
    if (!this.#conform.tracks[tag.kind]) {
      if (feed.tracks(now)[tag.kind]) this.#restart(`${tag.kind}-came`);
    } else if (!this.#conform.write(tag, channelMs, now)) this.#restart("ffmpeg-slow");
  }

  #startIfReady(feed: PublisherFeed, now: number): void {
    if (this.#refused || !this.#pace.mayStart(now)) return;
    const joined = feed.join(now);
    if (joined === undefined) return;
    const startSecond = Math.ceil((now + START_UP_MS) / 1000);
    const conform = new RoomConform({
      ffmpeg: this.#o.ffmpeg,
      format: this.#o.format,
      startSecond,
      tracks: joined.tracks,
      pictureFilters: joined.pictureFilters,
      events: {
        onParameters: (parameters) => {
          this.parameters = parameters;
          this.#compare();
        },
        onSecond: (second, fragments, reading) => this.#offer(conform, { second, fragments, reading }),
        onBroken: (second, reason) => {
          this.#o.count("broken");
          this.#o.log("second-broken", { room: this.room, second, reason });
        },
        onDeath: (reason) => {
          if (this.#conform === conform) this.#restart("ffmpeg-failed", reason);
        },
        onTooMuch: () => {
          if (this.#conform === conform) this.#refuse(refusalWords.processor());
        },
      },
    });
    this.#conform = conform;
    this.#o.log("room-conform", { room: this.room, startSecond, ...joined.tracks });
    for (const { tag, channelMs } of joined.tags) conform.write(tag, channelMs, now);
  }

  #compare(): void {
    const reason = this.#fit.problem(this.parameters, this.#o.parameters());
    if (reason === undefined) return;
    this.ring.forgetBefore(Number.POSITIVE_INFINITY);
    this.#refuse(refusalWords.house(reason));
  }

  // The splitter has checked it. It comes from the running ffmpeg, or is a last one of the ffmpeg before it.
  #offer(
    from: RoomConform,
    o: { second: number; fragments: Readonly<Record<string, Uint8Array>>; reading: SecondReading },
  ): void {
    if (this.#refused) return;
    const { second, fragments } = o;
    const { troubles, ...peak } = o.reading;
    const offeredAtMs = this.#o.nowMs();
    if (!this.ring.offer({ second, fragments, offeredAtMs, ...peak })) return;
    this.readings.note(second, o.reading);
    this.#o.count("second");
    this.#o.ready(offeredAtMs - (second + 1) * 1000);
    if (this.#conform === from) {
      this.#hasBeenLive = true;
      this.#pace.noteYield();
      this.#problem = this.#connection?.feed.complaint(offeredAtMs);
      this.#setState("live");
    }
    const wrong = troubles.length === 0 ? {} : { troubles: [...troubles] };
    const cue = this.#breaks.has(second) ? { isBreak: true as const } : {};
    this.#o.emit({ kind: "second", room: this.room, second, offeredAtMs, ...peak, ...wrong, ...cue });
  }

  #restart(reason: RestartReason, problem?: string): void {
    this.#endConform();
    this.#o.count("restart");
    this.#problem = restartWords(reason);
    this.#o.log("room-restart", { room: this.room, reason, problem });
    this.#pace.noteEnd(this.#o.nowMs());
  }

  // It would not end by itself, and what it might still give is of no use.
  #replaceHung(conform: RoomConform): void {
    conform.kill();
    this.#restart("ffmpeg-stood-still");
  }

  #refuse(problem: string): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#conform?.kill();
    this.#conform = undefined;
    this.#problem = problem;
    this.#setState("refused");
    this.#o.log("room-refused", { room: this.room, problem });
  }

  #endConform(): void {
    this.#conform?.finish();
    this.#conform = undefined;
  }

  #settleState(now: number): void {
    if (this.#refused) return;
    const newest = this.ring.newest()?.second;
    const isFresh = newest !== undefined && now - (newest + 1) * 1000 < STALLED_MS;
    if (!this.#hasBeenLive) this.#setState("connecting");
    else this.#setState(isFresh ? "live" : "stalled");
  }

  #setState(state: RoomState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#sinceMs = this.#o.nowMs();
    this.#o.emit({ kind: "room", status: this.status });
    this.#o.log("room-state", { room: this.room, state });
  }
}
