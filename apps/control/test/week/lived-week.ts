import type { AsRunSpan } from "@nonstop/contract/as-run";
import { AssetIndex } from "@nonstop/contract/asset";
import { Guide } from "@nonstop/contract/guide";
import { assetIndexKey } from "@nonstop/contract/media-keys";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { world } from "../node/cloudflare-workers.ts";
import { link, Station } from "../schedule/station.ts";
import { faultsOf, secondThoughts, type WeekAct } from "./week-acts.ts";
import {
  COLLECTIONS,
  episodeFields,
  fieldsOf,
  GUESTS,
  personFields,
  personOf,
  PIECES,
  type Programme,
  programmes,
  showFields,
  SHOWS,
  WEEK_START,
  ZONE,
} from "./week-plan.ts";

const HOUR = 3600;
const DAY_HOURS = 24;
/** The team plans on the evening before. */
const PLANNED_BEFORE_SECONDS = HOUR;
/** Guests come so early, and leave so late. */
const COMES_SECONDS = 240;
const LEAVES_SECONDS = 20;
/** Time passes in steps: short ones around shows. */
const STEP_SECONDS = 60;
const SHORT_STEP_SECONDS = 20;
const AROUND_SECONDS = 900;
/** A show has its episodes after so many turns. */
const MOST_TRIES = 200;

/** What a week left behind. */
export type WeekEnd = {
  from: number;
  to: number;
  /** What the team wants in the end. */
  wanted: Programme[];
  aired: readonly AsRunSpan[];
  guide: Guide;
};

/** A station that lives through the first hours of the planned week, with all that goes wrong in it. */
export class LivedWeek {
  readonly station = new Station({ nowMs: (WEEK_START - PLANNED_BEFORE_SECONDS) * 1000 });
  #lengths: { of: number; seconds: ReadonlyMap<string, number> } = { of: -1, seconds: new Map() };
  readonly #wanted = new Map<string, Programme>();
  /** As it was planned on the evening before. */
  readonly planned: Programme[] = [];
  /** Programmes whose guests had to be told of something new. */
  readonly edited = new Set<string>();
  readonly #present = new Set<string>();

  /** The programmes that are to air, by start. */
  get wanted(): Programme[] {
    return [...this.#wanted.values()].sort((a, b) => a.start - b.start);
  }

  /** Lives through `hours` hours. */
  async live(hours: number): Promise<WeekEnd> {
    const end = WEEK_START + hours * HOUR;
    await this.#plan(Math.ceil(hours / DAY_HOURS));
    const from = this.station.nowSecond;
    const acts = [...faultsOf(from, end), ...secondThoughts()].sort((a, b) => a.at - b.at);
    while (this.station.nowSecond < end) await this.#step(acts, end);
    const { text } = await this.station.get(`${routes.guide("main")}?from=${WEEK_START}&to=${end}`);
    return {
      from: WEEK_START,
      to: end,
      wanted: this.wanted.filter(({ start }) => start < end),
      aired: await world.channel.asRun({ from: WEEK_START, to: end }),
      guide: Guide.parse(JSON.parse(text)),
    };
  }

  /** The team edits a programme's entry. */
  async edit(entry: string, change: (programme: Programme) => Partial<Programme>): Promise<void> {
    const programme = this.#wanted.get(entry);
    if (programme === undefined) return;
    const edited = { ...programme, ...change(programme) };
    this.#wanted.set(entry, edited);
    this.edited.add(entry);
    await this.#write(edited);
  }

  /** The team calls a programme off. */
  async withdraw(entry: string): Promise<void> {
    if (!this.#wanted.delete(entry)) return;
    await this.station.contentful.change(entry, "unpublish");
  }

  async #plan(days: number): Promise<void> {
    const { station } = this;
    await station.calm();
    await station.set({ STATION_TIMEZONE: ZONE });
    for (const piece of PIECES) await this.#conformed(piece);
    const { contentful } = station;
    for (const name of ["hall", "loft"])
      await contentful.publish(name, "studio", { name, zoomHostUser: `${name}@station.test` });
    for (const { asset, title } of PIECES) await contentful.publish(asset, "recording", { title, asset });
    for (const guest of GUESTS) await contentful.publish(personOf(guest), "person", personFields(guest));
    for (const { entry, order, pieces, noRepeatHours } of COLLECTIONS)
      await contentful.publish(entry, "collection", {
        title: entry,
        order,
        pieces: pieces.map(({ asset }) => link(asset)),
        ...(noRepeatHours === undefined ? {} : { noRepeatHours }),
      });
    for (const show of SHOWS) await contentful.publish(show.entry, "show", showFields(show));
    this.planned.push(...programmes(days));
    for (const programme of this.planned) this.#wanted.set(programme.entry, programme);
    const isMade = ({ entry, show }: Programme): boolean =>
      show === undefined || contentful.entries[entry]?.publishedVersion !== undefined;
    for (let tries = 0; !this.planned.every(isMade); tries += 1) {
      if (tries > MOST_TRIES) throw new Error("episodes are not made");
      await station.pass(2000);
    }
    for (const programme of this.planned) {
      if (programme.show === undefined || programme.guests.length > 0) await this.#write(programme);
      station.later(1500);
    }
    await station.calm();
  }

  async #write(programme: Programme): Promise<void> {
    const { contentful } = this.station;
    const { entry, show } = programme;
    const fields =
      show === undefined
        ? { ...fieldsOf(programme) }
        : { ...contentful.fieldsOf(entry), ...episodeFields(programme) };
    await contentful.publish(entry, "event", fields);
  }

  async #conformed(piece: (typeof PIECES)[number]): Promise<void> {
    const index: AssetIndex = {
      ...piece,
      houseFormat: "360p",
      parameters: { video: {}, audio: { asc: "EZA=" } },
      chunkSeconds: 16,
      chunkCount: Math.ceil(piece.durationSeconds / 16),
      byteLength: piece.durationSeconds * 1000,
    };
    await world.media.put(assetIndexKey(piece.asset), JSON.stringify(index));
    await env.SCHEDULES.getByName("station").assetReady(index);
  }

  async #step(acts: WeekAct[], end: number): Promise<void> {
    const { station } = this;
    const now = station.nowSecond;
    for (let next = acts[0]; next !== undefined && next.at <= now; next = acts[0]) {
      acts.shift();
      await next.act(this);
    }
    this.#comeAndGo(now);
    const next = Math.min(acts[0]?.at ?? end, end, now + this.#stepAt(now));
    await station.pass(Math.max(1, next - now) * 1000);
    world.channel.airUntil(station.nowSecond, this.#receiving(), this.#lengthsOfPieces());
  }

  #stepAt(now: number): number {
    const isAround = this.wanted.some(
      ({ kind, start, end }) =>
        kind === "live" && now >= start - AROUND_SECONDS && now < end + AROUND_SECONDS / 5,
    );
    return isAround ? SHORT_STEP_SECONDS : STEP_SECONDS;
  }

  // Guests come in, and all leave after the end.
  #comeAndGo(now: number): void {
    for (const { entry, kind, start, end } of this.wanted) {
      if (kind !== "live") continue;
      const meeting = this.#meetingOf(entry);
      if (meeting === undefined) continue;
      const isTime = now >= start - COMES_SECONDS && now < end + LEAVES_SECONDS;
      if (isTime && !this.#present.has(entry)) {
        this.#present.add(entry);
        this.station.zoom.enter(meeting);
      } else if (!isTime && this.#present.delete(entry)) this.station.zoom.leave(meeting);
    }
  }

  #receiving(): string[] {
    return [...this.#present].flatMap((entry) => {
      const meeting = this.#meetingOf(entry);
      return meeting !== undefined && this.station.zoom.isSending(meeting)
        ? [roomOfAiring(entry, "live")]
        : [];
    });
  }

  #meetingOf(entry: string): string | undefined {
    const id = this.station.contentful.value(entry, "zoomMeetingId");
    const exists = this.station.zoom.meetings.some((meeting) => meeting.id === id);
    return typeof id === "string" && exists ? id : undefined;
  }

  /** How long the pieces are that lie in the bucket, by name. */
  #lengthsOfPieces(): ReadonlyMap<string, number> {
    const { media } = world;
    if (this.#lengths.of === media.changes) return this.#lengths.seconds;
    const indexes = [...media.texts("assets/")].filter(([key]) => key.endsWith("/index.json"));
    const pieces = indexes.map(([, text]) => AssetIndex.parse(JSON.parse(text)));
    const seconds = new Map(pieces.map(({ asset, durationSeconds }) => [asset, durationSeconds]));
    this.#lengths = { of: media.changes, seconds };
    return seconds;
  }
}
