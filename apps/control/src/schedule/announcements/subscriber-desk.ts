import type { Subscriber } from "../ports/subscribers.ts";
import type { News } from "@nonstop/contract/announcement";
import { type SubscriberStatus } from "@nonstop/contract/announcement";
import { present } from "@nonstop/contract/present";
import type { EventStore } from "../events/event-store.ts";
import type { ParticipantNews } from "../hooks/heard.ts";
import type { HookAnswer } from "../hooks/hook-answer.ts";
import type { AnnouncementStore } from "./announcement-store.ts";
import type { Announcer } from "./announcer.ts";

type Parts = {
  subscribers: readonly Subscriber[];
  store: AnnouncementStore;
  announcer: Announcer;
  events: Pick<EventStore, "ofMeeting">;
};

/** What producers see of subscribers, and what vendors tell that is announced at once. */
export class SubscriberDesk {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** How it goes with each subscriber. */
  all(): SubscriberStatus[] {
    return this.#o.subscribers.map(({ name, format, topics }) => {
      const { deliveredMs, problem } = this.#o.store.line(name);
      const waiting = this.#o.store.waiting(name);
      return { subscriber: name, format, topics: [...topics], waiting, ...present({ deliveredMs, problem }) };
    });
  }

  /** Sends a subscriber a test; answers whether there is such a one. */
  test(name: string, nowMs: number): boolean {
    const subscriber = this.#o.subscribers.find((each) => each.name === name);
    if (subscriber === undefined) return false;
    const message = "The station can reach you.";
    this.#o.announcer.tellOne(subscriber, { type: "test", data: { message } }, nowMs);
    return true;
  }

  /** Announces that somebody joined or left a meeting of ours. */
  participant(news: ParticipantNews, nowMs: number): HookAnswer {
    const airing = this.#o.events.ofMeeting(news.meeting)?.airing;
    if (airing === undefined) return { status: "ignored", why: "The meeting is none of ours." };
    const { id, title, start } = airing;
    const data = { airing: id, title, start, name: news.name };
    const told: News = news.kind === "joined" ? { type: "guest.joined", data } : { type: "guest.left", data };
    this.#o.announcer.tell(told, nowMs);
    return { status: "accepted" };
  }
}
