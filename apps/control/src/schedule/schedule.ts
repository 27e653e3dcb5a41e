import type { AssetIndex } from "@nonstop/contract/asset";
import type { EventsAnswer } from "@nonstop/contract/events";
import type { Guide, GuideEntry, NowNext } from "@nonstop/contract/guide";
import type { Library } from "@nonstop/contract/library";
import type { Pull } from "@nonstop/contract/pull";
import { DurableObject } from "cloudflare:workers";
import { publishedEvents } from "./hooks/catch-up.ts";
import { channelNames } from "../edge/channel-of.ts";
import { clock } from "../edge/clock.ts";
import type { Env } from "../env.ts";
import type { EntryChange } from "./events/entry-change.ts";
import type { EventRecord } from "./events/event-record.ts";
import { EventStore } from "./events/event-store.ts";
import { eventStatuses } from "./events/event-status.ts";
import type { HookAnswer } from "./hooks/hook-answer.ts";
import { log } from "./log.ts";
import { inWords } from "./steps/next-step.ts";
import { Provisioner } from "./steps/provisioner.ts";
import { migrateSchedule } from "./schedule-tables.ts";
import { settingWarnings } from "../settings.ts";
import { readLibrary } from "./library/read-library.ts";
import { readPulls } from "./pulls/read-pulls.ts";
import { StationRundown } from "./rundown/station-rundown.ts";
import { StationStore } from "./station-store.ts";
import type { InputNews } from "../vendors/stream/input-news.ts";
import { StreamVideos } from "./videos/videos.ts";
import type { VideoNews } from "../vendors/stream/video-news.ts";
import { ToldChanges } from "./hooks/told-changes.ts";
import type { SessionNews } from "./steps/session-news.ts";

const HOUR_MS = 3600_000;
/** So often what is published is compared with what webhooks told; sooner once after a start, for what came meanwhile. */
const CATCH_UP_MS = 5 * 60_000;
const CATCH_UP_AT_START_MS = 30_000;
const DAY_SECONDS = 86_400;
const KEPT_SECONDS = 30 * DAY_SECONDS;
/** Steps per alarm: then the next alarm goes on, so that no run is endless. */
const STEPS_PER_ALARM = 100;
/** The platform ends an alarm after 15 minutes; a vendor that does not answer takes 10 s and more a step. */
const ALARM_MS = 5 * 60_000;
/** After a fault of ours the alarm waits so long: what is due stays due, and would wake it again at once, for ever. */
const FAULT_REST_MS = 10_000;

/**
 * The schedule of the station, the single writer of airings and meetings: takes down what webhooks say and answers at once;
 * its alarm does the rest. One object, named `station`.
 */
export class Schedule extends DurableObject<Env> {
  readonly #events: EventStore;
  readonly #station: StationStore;
  readonly #provisioner: Provisioner;
  readonly #rundown: StationRundown;
  readonly #videos: StreamVideos;
  readonly #told: ToldChanges;
  readonly #channel: string;
  #settling: Promise<void> | undefined;
  #settleAgain = false;
  #takingVideos: Promise<void> | undefined;
  #restUntilMs = 0;
  #catchUpPauseMs = CATCH_UP_AT_START_MS;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrateSchedule(ctx.storage);
    this.#channel = channelNames(env)[0] ?? "main";
    this.#events = new EventStore(ctx.storage.sql);
    this.#station = new StationStore(ctx.storage.sql);
    this.#rundown = new StationRundown({
      env,
      channel: this.#channel,
      events: this.#events,
      station: this.#station,
    });
    this.#videos = new StreamVideos({ env, sql: ctx.storage.sql, station: this.#station });
    const save = (record: EventRecord, before: EventRecord | undefined): void => this.#save(record, before);
    this.#provisioner = new Provisioner({ env, channel: this.#channel, events: this.#events, save });
    this.#told = new ToldChanges({
      env,
      storage: ctx.storage,
      events: this.#events,
      station: this.#station,
      provisioner: this.#provisioner,
      videos: this.#videos,
      save,
    });
    void ctx.blockConcurrencyWhile(() => this.#setAlarm());
  }

  /** Takes down what a genuine webhook of Contentful says. Slow work comes after the answer. */
  async recordEntry(change: EntryChange): Promise<HookAnswer> {
    const answer = this.#told.entry(change, clock.nowMs());
    log("webhook", { from: "contentful", entry: change.entry, action: change.action, status: answer.status });
    if (answer.status === "accepted" || answer.status === "refused") await this.#begin();
    return answer;
  }

  /** Takes down what a genuine webhook of Zoom says; `digest` is that of its raw body. */
  async recordSession(news: SessionNews, digest: string): Promise<HookAnswer> {
    const answer = this.#told.session(news, digest, clock.nowMs());
    log("webhook", { from: "zoom", news: news.kind, status: answer.status });
    if (answer.status === "accepted") await this.#begin();
    return answer;
  }

  /** Takes down what a genuine webhook of Stream says; `digest` is that of its raw body. */
  async recordVideo(news: Exclude<VideoNews, { state: "under-way" }>, digest: string): Promise<HookAnswer> {
    const answer = this.#told.video(news, digest, clock.nowMs());
    log("webhook", { from: "stream", news: news.state, status: answer.status });
    if (answer.status === "accepted") await this.#begin();
    return answer;
  }

  /** Takes down what became of a live input of Stream: what is wrong with it is a warning until it connects again. */
  recordInput({ input, warning }: InputNews): HookAnswer {
    this.#station.warn(`stream-input:${input}`, warning);
    return { status: "accepted" };
  }

  /** A piece has come into the library, or changed. */
  async assetReady(index: AssetIndex): Promise<void> {
    if (!this.#station.putPiece(index)) return;
    this.#rundown.due(clock.nowMs());
    this.#videos.pieceReady(index.asset, clock.nowMs());
    await this.#begin();
  }

  /** Looks whether anything is due; costs next to nothing when not. */
  async tick(): Promise<void> {
    await this.#begin();
    await this.#takingVideos;
  }

  /** The public guide of `[from, to)`, in seconds. */
  guide(from: number, to: number): Guide {
    return this.#rundown.guide(from, to);
  }

  /** What is on by the rundown, and what comes. */
  nowNext(): NowNext {
    return this.#rundown.nowNext(clock.nowMs());
  }

  /** The airing of a programme that is on or comes next, else the last one. */
  programme(slug: string): GuideEntry | undefined {
    return this.#rundown.programme(slug, clock.nowMs());
  }

  /** The pieces that can be aired. */
  library(): Library {
    return { assets: this.#station.pieces() };
  }

  /** What ingest is to pull now and soon. The addresses are secrets. */
  pulls(): Promise<Pull[]> {
    return readPulls(this.env, this.#channel, this.#events);
  }

  /** Events with their provisioning state, and what to warn of. For producers. */
  events(): EventsAnswer {
    const nowMs = clock.nowMs();
    const records = this.#events
      .endingAfter(Math.floor(nowMs / 1000) - DAY_SECONDS)
      .filter(({ presence, event }) => presence === "published" || event !== undefined);
    const events = eventStatuses(records, this.#provisioner, nowMs);
    const warnings = events.flatMap(({ title, problem }) =>
      problem === undefined ? [] : [`${title}: ${inWords(problem)}`],
    );
    const others = [...this.#station.warnings(), ...this.#videos.warnings(nowMs)];
    return { events, warnings: [...settingWarnings(this.env), ...others, ...warnings] };
  }

  /** One alarm: what is due, one event at a time, the first to air first. */
  override async alarm(): Promise<void> {
    try {
      const untilMs = clock.nowMs() + ALARM_MS;
      this.#takingVideos ??= this.#takeVideos();
      this.ctx.waitUntil(this.#takingVideos);
      await this.#settle();
      await this.#byTheHour();
      for (let steps = 0; steps < STEPS_PER_ALARM && clock.nowMs() <= untilMs; steps += 1) {
        const due = this.#events.due(clock.nowMs(), 20);
        if (!(await this.#provisioner.advanceFirst(due, clock.nowMs))) break;
        if (this.#rundown.isDue(clock.nowMs())) await this.#settle();
      }
      await this.#catchUp();
    } catch (error) {
      this.#rest(error);
    }
    await this.#setAlarm();
  }

  #save(record: EventRecord, before: EventRecord | undefined): void {
    this.#events.write(record);
    if (JSON.stringify(record.airing) !== JSON.stringify(before?.airing)) this.#rundown.due(clock.nowMs());
  }

  // What the guide shows must not wait for Zoom: links are read and the rundown is compiled beside the alarm.
  async #begin(): Promise<void> {
    await this.#setAlarm();
    this.ctx.waitUntil(this.#settle());
  }

  #settle(): Promise<void> {
    this.#settleAgain = true;
    this.#settling ??= this.#settleAll().finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  async #settleAll(): Promise<void> {
    try {
      await this.#settleUntilCalm();
    } catch (error) {
      this.#rest(error);
    }
    await this.#setAlarm();
  }

  async #settleUntilCalm(): Promise<void> {
    while (this.#settleAgain) {
      this.#settleAgain = false;
      for (let steps = 0; steps < STEPS_PER_ALARM; steps += 1) {
        const nowMs = clock.nowMs();
        const unresolved = this.#events
          .due(nowMs, STEPS_PER_ALARM)
          .filter((record) => this.#provisioner.step(record, nowMs).kind === "resolve-links");
        if (!(await this.#provisioner.advanceFirst(unresolved, clock.nowMs))) break;
      }
      await this.#rundown.compileIfDue(clock.nowMs());
    }
  }

  // Beside the alarm: a Stream or an ingest that is slow must not keep a show waiting for its livestream.
  async #takeVideos(): Promise<void> {
    try {
      await this.#videos.advance(clock.nowMs);
    } catch (error) {
      this.#rest(error);
    }
    this.#takingVideos = undefined;
    await this.#setAlarm();
  }

  async #catchUp(): Promise<void> {
    if (clock.nowMs() < this.#catchUpDueMs()) return;
    const published = await publishedEvents(this.env, clock.nowMs());
    const nowMs = clock.nowMs();
    this.#catchUpPauseMs = CATCH_UP_MS;
    this.#station.setFact("caught-up", nowMs);
    const news = this.#told.published(published, nowMs);
    if (news === 0) return;
    log("caught-up", { events: news });
    await this.#settle();
  }

  #catchUpDueMs(): number {
    return (this.#station.fact("caught-up") ?? 0) + this.#catchUpPauseMs;
  }

  async #byTheHour(): Promise<void> {
    const nowMs = clock.nowMs();
    if (nowMs < (this.#station.fact("next-hour") ?? 0)) return;
    this.#station.setFact("next-hour", nowMs + HOUR_MS);
    this.#station.forgetOldHooks(nowMs);
    for (const { entry } of this.#events.endedBefore(Math.floor(nowMs / 1000) - KEPT_SECONDS))
      this.#events.remove(entry);
    for (const record of this.#events.endingAfter(Math.floor(nowMs / 1000))) {
      const { fault, ...rest } = record.known;
      const { linksKey: _linksKey, ...unlinked } = rest;
      // A link that was not there may be there now, and the webhook that told of it lost.
      const known = rest.linkProblem === undefined ? rest : unlinked;
      if (fault !== undefined || known === unlinked)
        this.#save({ ...record, known, attempt: 0, dueMs: nowMs }, record);
    }
    const pieces = await readLibrary(
      this.env.MEDIA,
      new Set(this.#station.pieces().map(({ asset }) => asset)),
    );
    for (const index of pieces) {
      if (!this.#station.putPiece(index)) continue;
      this.#rundown.due(nowMs);
      this.#videos.pieceReady(index.asset, nowMs);
    }
    // A live input that nobody connects again would be warned of for ever.
    this.#station.replaceWarnings("stream-input:", new Map());
    // Through the one door that compiles: two at a time could leave the older version as KV's latest.
    await this.#settle();
  }

  async #setAlarm(): Promise<void> {
    const times = [
      this.#events.nextDueMs(),
      this.#rundown.dueMs(),
      this.#takingVideos === undefined ? this.#videos.nextDueMs() : undefined,
      this.#station.fact("next-hour") ?? 0,
      this.#catchUpDueMs(),
    ];
    const dueMs = Math.max(this.#restUntilMs, Math.min(...times.filter((time) => time !== undefined)));
    // Due times are channel time, the platform's alarm clock is its own.
    await this.ctx.storage.setAlarm(Date.now() + Math.max(0, dueMs - clock.nowMs()));
  }

  #rest(error: unknown): void {
    this.#restUntilMs = clock.nowMs() + FAULT_REST_MS;
    log("schedule-fault", { name: error instanceof Error ? error.name : "unknown" });
  }
}
