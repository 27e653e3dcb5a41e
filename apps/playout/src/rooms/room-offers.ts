import type { RoomNews, RoomStatus } from "@nonstop/contract/room";
import { addSpan, cutSpan, cutSpans, hasSecond, type SecondSpans } from "@nonstop/contract/second-spans";
import { secondOf } from "@nonstop/contract/time";
import { Trouble, type TroubleSpans } from "@nonstop/contract/trouble";
import { MIN_CLEAN_SECONDS } from "@nonstop/schedule/clean-seconds";
import type { RoomOffers as Offers } from "@nonstop/schedule/decide";
import type { Clock } from "../time/clock.ts";

const KEEP_SECONDS = 60;
/** So long is it remembered that a room was there. A show whose guest left early must not count as one that never began. */
const REMEMBER_SECONDS = 6 * 3600;
/** Ingest's clock may be a little ahead of ours. Whatever lies further ahead is wrong. */
const AHEAD_SECONDS = 5;
const MAX_ROOMS = 256;

/** What every live room offers, and its troubles, as ingest tells them. Seconds that turned out to be broken are left out. */
export class RoomOffers {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #offered = new Map<string, SecondSpans>();
  readonly #broken = new Map<string, SecondSpans>();
  readonly #troubles = new Map<string, TroubleSpans>();
  readonly #breaks = new Map<string, SecondSpans>();
  readonly #status = new Map<string, RoomStatus>();
  readonly #attended = new Set<string>();

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /**
   * Call it at each connect. Ingest then tells of every room it has; all others are gone. An ingest that began anew does not
   * know yet who comes back, so rooms stay attended until it says that nobody is there.
   */
  connected(): void {
    this.#status.clear();
  }

  /** Hears news of ingest. Offers of rooms that are gone stay, for their seconds can still be aired. */
  hear(news: RoomNews): void {
    if (news.kind === "gone") {
      this.#status.delete(news.room);
      this.#attended.delete(news.room);
      return;
    }
    if (news.kind === "room") {
      const { room, state, offered, troubles } = news.status;
      if (state === "waiting") this.#attended.delete(room);
      else if (this.#attended.size < MAX_ROOMS) this.#attended.add(room);
      if (this.#status.size < MAX_ROOMS || this.#status.has(room)) this.#status.set(room, news.status);
      for (const [from, to] of offered) this.#add(room, from, to);
      for (const trouble of Trouble.options)
        for (const [from, to] of troubles?.[trouble] ?? []) this.#addTrouble(room, trouble, [from, to]);
    } else {
      const { room, second } = news;
      this.#add(room, second, second + 1);
      for (const trouble of news.troubles ?? []) this.#addTrouble(room, trouble, [second, second + 1]);
      if (news.isBreak === true && this.#offered.has(room))
        this.#breaks.set(room, addSpan(this.#breaks.get(room) ?? [], second, second + 1));
      this.#freshen(news);
    }
    this.#onChange();
  }

  /** Withdraws a second that could not be fetched or is not in the house format. */
  strike(room: string, second: number): void {
    this.#broken.set(room, addSpan(this.#broken.get(room) ?? [], second, second + 1));
    this.#offered.set(room, cutSpan(this.#offered.get(room) ?? [], second, second + 1));
    this.#onChange();
  }

  has(room: string, second: number): boolean {
    return hasSecond(this.#offered.get(room) ?? [], second);
  }

  /** All offers. The rooms in `without` count as absent in `second`. */
  offersFor(second: number, without: ReadonlySet<string>): Offers {
    if (without.size === 0) return this.#offered;
    return new Map(
      [...this.#offered].map(([room, spans]) => [
        room,
        without.has(room) ? cutSpan(spans, second, second + 1) : spans,
      ]),
    );
  }

  /** Whether a room's source is in a break in a second that it offered. */
  isBreak(room: string, second: number): boolean {
    return hasSecond(this.#breaks.get(room) ?? [], second);
  }

  /** The trouble of every room's seconds. */
  get troubles(): ReadonlyMap<string, TroubleSpans> {
    return this.#troubles;
  }

  /** Rooms that somebody publishes into, as ingest last told. */
  get attended(): ReadonlySet<string> {
    return this.#attended;
  }

  /** The rooms ingest knows, as fresh as their last second. */
  get rooms(): RoomStatus[] {
    return [...this.#status.values()].map(({ troubles: _past, ...status }) => {
      const troubles = this.#troubles.get(status.room);
      return {
        ...status,
        offered: (this.#offered.get(status.room) ?? []).map(([from, to]): [number, number] => [from, to]),
        ...(troubles === undefined ? {} : { troubles }),
      };
    });
  }

  /** Forgets what lies too far back. */
  prune(): void {
    const oldest = this.#now() - KEEP_SECONDS;
    for (const known of [this.#offered, this.#broken, this.#breaks])
      for (const [room, spans] of known) {
        const kept = cutSpan(spans, 0, oldest);
        const left = known === this.#offered ? this.#withLastRun(kept, spans) : kept;
        if (left.length === 0) known.delete(room);
        else known.set(room, left);
      }
    for (const [room, troubles] of this.#troubles) {
      const kept = endingAfter(troubles, oldest);
      if (kept === undefined) this.#troubles.delete(room);
      else this.#troubles.set(room, kept);
    }
  }

  // With the last seconds that a room could air with, until its show is surely over.
  #withLastRun(kept: SecondSpans, spans: SecondSpans): SecondSpans {
    const last = spans.findLast(([from, to]) => to - from >= MIN_CLEAN_SECONDS);
    if (last === undefined || last[1] < this.#now() - REMEMBER_SECONDS) return kept;
    return addSpan(kept, last[1] - MIN_CLEAN_SECONDS, last[1]);
  }

  #add(room: string, from: number, to: number): void {
    if (!this.#offered.has(room) && this.#offered.size >= MAX_ROOMS) return;
    const low = Math.max(from, this.#now() - KEEP_SECONDS);
    const high = Math.min(to, this.#now() + AHEAD_SECONDS);
    const spans = addSpan(this.#offered.get(room) ?? [], low, high);
    this.#offered.set(room, cutSpans(spans, this.#broken.get(room) ?? []));
  }

  // Trouble that lasts is counted from its beginning, which may lie before this playout began to listen.
  #addTrouble(room: string, trouble: Trouble, [from, to]: readonly [number, number]): void {
    const known = this.#troubles.get(room);
    if (known === undefined && this.#troubles.size >= MAX_ROOMS) return;
    const spans = addSpan(known?.[trouble] ?? [], from, Math.min(to, this.#now() + AHEAD_SECONDS));
    if (spans.length === 0) return;
    this.#troubles.set(room, { ...known, [trouble]: spans.map(([low, high]) => [low, high]) });
  }

  // Ingest tells a room's state when it changes. Level and newest second come with every second.
  #freshen({ room, second, peakDbfs }: RoomNews & { kind: "second" }): void {
    const status = this.#status.get(room);
    if (status === undefined || !this.has(room, second)) return;
    const { peakDbfs: _past, ...rest } = status;
    const newestSecond = Math.max(second, status.newestSecond ?? 0);
    this.#status.set(room, { ...rest, newestSecond, ...(peakDbfs === undefined ? {} : { peakDbfs }) });
  }

  #now(): number {
    return secondOf(this.#clock.nowMs());
  }
}

/** A room's troubles without what ended at or before `second`; undefined when nothing is left. */
function endingAfter(troubles: TroubleSpans, second: number): TroubleSpans | undefined {
  const kept: TroubleSpans = {};
  for (const trouble of Trouble.options) {
    const spans = troubles[trouble]?.filter(([, to]) => to > second) ?? [];
    if (spans.length > 0) kept[trouble] = spans;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}
