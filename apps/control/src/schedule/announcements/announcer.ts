import type { Subscriber } from "../ports/subscribers.ts";
import {
  AnnouncedAiring,
  AnnouncedOnAir,
  topicOf,
  type Announcement,
  type News,
} from "@nonstop/contract/announcement";
import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import { secondOf } from "@nonstop/contract/time";
import { Warning } from "@nonstop/contract/warning";
import type { Airing } from "@nonstop/contract/airing";
import { airingNews, announcedAiring } from "@nonstop/schedule/news/airing-news";
import { onAirNews } from "@nonstop/schedule/news/on-air-news";
import { slackText } from "@nonstop/schedule/news/slack-text";
import { troubleNews } from "@nonstop/schedule/news/trouble-news";
import { z } from "zod";
import type { Chore } from "../chores/chore-list.ts";
import type { AnnouncementStore } from "./announcement-store.ts";

/** How often the station is looked at for news. */
const LOOK_MS = 5_000;

type Parts = {
  subscribers: readonly Subscriber[];
  store: AnnouncementStore;
  channelName: string;
  channel: { controlState(): Promise<Pick<ControlRoomState, "onAir" | "rundown" | "warnings">> };
  /** The airings that are to come or on, as the guide has them. */
  airings: (second: number) => readonly Airing[];
  /** What the schedule side warns of. */
  warnings: (nowMs: number) => readonly Warning[];
  /** Of the station's site, without a slash at its end. */
  origin: string;
  timezone: string;
};

/**
 * Finds out what is news and puts it in the line of each subscriber who wants it. It looks at the station every few seconds and
 * compares with what it announced last, so that nothing is lost over a restart and nothing is told twice. Without subscribers it rests.
 */
export class Announcer implements Chore {
  readonly name = "announce";
  readonly #o: Parts;
  #lookedMs = 0;
  #troubleBefore: ReadonlySet<string> = new Set();

  constructor(o: Parts) {
    this.#o = o;
    o.store.keepOnly(o.subscribers.map(({ name }) => name));
  }

  dueMs(): number | undefined {
    return this.#o.subscribers.length === 0 ? undefined : this.#lookedMs + LOOK_MS;
  }

  async run(nowMs: number): Promise<void> {
    this.#lookedMs = nowMs;
    this.#airings(nowMs);
    let state;
    try {
      state = await this.#o.channel.controlState();
    } catch {
      // What is on air, and what is wrong there, is not known.
      return;
    }
    this.#onAir(state, nowMs);
    this.#troubles([...state.warnings, ...this.#o.warnings(nowMs)], nowMs);
  }

  /** Puts news in the line of everybody who wants to hear of it. */
  tell(news: News, nowMs: number): void {
    const topic = topicOf(news);
    const wanting = this.#o.subscribers.filter(({ topics }) => topic === undefined || topics.includes(topic));
    for (const subscriber of wanting) this.tellOne(subscriber, news, nowMs);
  }

  /** Puts news in the line of one subscriber. */
  tellOne(subscriber: Subscriber, news: News, nowMs: number): void {
    const { store, timezone } = this.#o;
    const announcement: Announcement = { timestamp: new Date(nowMs).toISOString(), ...news };
    const body = subscriber.format === "slack" ? { text: slackText(news, timezone) } : announcement;
    store.add(subscriber.name, { id: `msg_${crypto.randomUUID()}`, atMs: nowMs, body: JSON.stringify(body) });
  }

  #airings(nowMs: number): void {
    const { store, origin, channelName } = this.#o;
    const now = secondOf(nowMs);
    const airings = this.#o
      .airings(now)
      .filter(({ channel }) => channel === channelName)
      .map((airing) => announcedAiring(airing, origin));
    const told = store.announced("airing", AnnouncedAiring);
    // Whoever subscribes is not told of all that has been planned before.
    const isFirst = store.announced("begun", z.literal(true)).size === 0;
    const news = isFirst ? [] : airingNews(told, airings, now);
    for (const each of news) this.tell(each, nowMs);
    if (isFirst) store.note("begun", new Map([["airing", true]]));
    if (isFirst || news.length > 0) store.note("airing", new Map(airings.map((each) => [each.airing, each])));
  }

  #onAir({ onAir, rundown }: Pick<ControlRoomState, "onAir" | "rundown">, nowMs: number): void {
    if (onAir === undefined) return;
    const { store, channelName: channel, origin } = this.#o;
    const told = store.announced("on-air", AnnouncedOnAir).get(channel);
    const airings = this.#o.airings(onAir.second);
    const pageOf = (airing: string): string | undefined => {
      const found = airings.find(({ id }) => id === airing);
      return found && announcedAiring(found, origin).page;
    };
    const news = onAirNews(told, onAir, { channel, rundown, pageOf });
    if (news === undefined) return;
    this.tell(news, nowMs);
    store.note("on-air", new Map([[channel, news.data]]));
  }

  #troubles(warnings: readonly Warning[], nowMs: number): void {
    const { store } = this.#o;
    const told = store.announced("trouble", Warning);
    const news = troubleNews(told, this.#troubleBefore, warnings);
    this.#troubleBefore = new Set(warnings.map(({ id }) => id));
    for (const each of news) {
      this.tell(each, nowMs);
      if (each.type === "trouble.began") told.set(each.data.id, each.data);
      if (each.type === "trouble.over") told.delete(each.data.id);
    }
    if (news.length > 0) store.note("trouble", told);
  }
}
