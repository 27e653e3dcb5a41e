import { secondOf, type Second } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { episodeId } from "@nonstop/schedule/recurrence/episode-id";
import type { Chore } from "../chores/chore-list.ts";
import { occurrenceText } from "../events/event-extras.ts";
import type { EpisodeContent, Management } from "../ports/management.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import type { Vendor } from "../ports/vendors.ts";
import { backOffMs } from "../steps/back-off.ts";
import { showName, type Show } from "../shows/show.ts";
import type { ShowStore } from "../shows/show-store.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { startText, type Episode } from "./episode.ts";
import type { EpisodeStore } from "./episode-store.ts";
import { episodeRefused, episodesKept, recurrenceWrong } from "./episode-warnings.ts";
import { nextDeed, type EpisodeDeed } from "./next-deed.ts";
import { wantedOccurrences, type Wanted } from "./wanted-occurrences.ts";

const DAY_SECONDS = 86_400;
/** So far ahead there are episodes, that guests may be invited; and so many of one show at most. */
const AHEAD_SECONDS = 14 * DAY_SECONDS;
const MAX_AHEAD = 60;
const KEPT_SECONDS = 30 * DAY_SECONDS;
const HOUR_MS = 3600_000;
/** Deeds of one run. The vendor takes some requests a second, and other chores ask it as well. */
const MAX_DEEDS = 4;
/** An expansion is believed for so long. */
const FRESH_SECONDS = 600;

type Parts = {
  content: Vendor<{ management: Management }>;
  shows: Pick<ShowStore, "find" | "entries">;
  episodes: EpisodeStore;
  warnings: Pick<WarningStore, "set">;
  stationTimezone: string;
};

/**
 * Makes the episodes of shows that recur, each as an event's entry, and takes out those that no longer occur and that nobody touched.
 * What is to be done follows from the shows, the episodes that are known, and the time: it can be cut off and begun again anywhere.
 */
export class EpisodeMaker implements Chore {
  readonly name = "make-episodes";
  readonly #o: Parts;
  #dueMs = 0;
  /** Shows that wait after a failure. */
  readonly #rests = new Map<string, { attempt: number; untilMs: number }>();
  readonly #wanted = new Map<string, { key: string; wanted: Wanted }>();

  constructor(o: Parts) {
    this.#o = o;
  }

  /** A show has changed. */
  ask(nowMs: number): void {
    this.#dueMs = nowMs;
    this.#rests.clear();
  }

  dueMs(): number | undefined {
    return this.#o.content.kind === "unset" ? undefined : this.#dueMs;
  }

  async run(nowMs: number): Promise<void> {
    const { content, shows, episodes } = this.#o;
    if (content.kind === "unset") return;
    this.#dueMs = nowMs + HOUR_MS;
    episodes.forgetBefore(secondOf(nowMs) - KEPT_SECONDS);
    let left = MAX_DEEDS;
    for (const show of new Set([...shows.entries(), ...episodes.shows()])) {
      const restMs = this.#rests.get(show)?.untilMs ?? 0;
      if (restMs > nowMs) this.#dueBy(restMs);
      while (left > 0 && (this.#rests.get(show)?.untilMs ?? 0) <= nowMs) {
        const deed = this.#next(show, secondOf(nowMs));
        if (deed === undefined) break;
        left -= 1;
        await this.#do(content.client.management, { show, deed, nowMs });
      }
      this.#tell(show, secondOf(nowMs));
    }
    if (left === 0) this.#dueBy(nowMs);
  }

  #dueBy(atMs: number): void {
    this.#dueMs = Math.min(this.#dueMs, atMs);
  }

  #next(entry: string, now: Second): EpisodeDeed | undefined {
    const wanted = this.#wantedOf(entry, now);
    return nextDeed(
      this.#o.episodes.of(entry),
      wanted.kind === "wanted" ? wanted.occurrences.filter((occurrence) => occurrence > now) : undefined,
      {
        now,
        revision: this.#o.shows.find(entry)?.revision ?? -1,
        horizon: { to: now + AHEAD_SECONDS, most: MAX_AHEAD },
      },
    );
  }

  // A rule may take long to expand.
  #wantedOf(entry: string, now: Second): Wanted {
    const { shows, episodes, stationTimezone } = this.#o;
    const show = shows.find(entry);
    if (show === undefined) return { kind: "wanted", occurrences: [], zone: stationTimezone };
    const from = now - (now % FRESH_SECONDS);
    const last = episodes.of(entry).at(-1)?.occurrence ?? 0;
    const to = Math.max(from + FRESH_SECONDS + AHEAD_SECONDS, last + 1);
    const key = JSON.stringify([show.recurrence, show.defaults, from, to]);
    const known = this.#wanted.get(entry);
    if (known?.key === key) return known.wanted;
    const wanted = wantedOccurrences(show, { from, to, stationTimezone });
    this.#wanted.set(entry, { key, wanted });
    return wanted;
  }

  async #do(management: Management, o: { show: string; deed: EpisodeDeed; nowMs: number }): Promise<void> {
    const { show, deed, nowMs } = o;
    const episode = deed.kind === "make" ? this.#episodeOf(show, deed.occurrence) : deed.episode;
    const answer =
      deed.kind === "make"
        ? await this.#make(management, episode)
        : await this.#withdraw(management, episode);
    if (answer.kind === "ok") {
      this.#rests.delete(show);
      this.#o.warnings.set(refusedTopic(show), undefined);
      log("episode", { entry: episode.entry, deed: deed.kind, became: answer.value });
      return;
    }
    const attempt = (this.#rests.get(show)?.attempt ?? 0) + 1;
    const askedMs = answer.kind === "retry" ? answer.askedMs : HOUR_MS;
    const untilMs = nowMs + backOffMs(attempt, askedMs);
    this.#rests.set(show, { attempt, untilMs });
    this.#dueBy(untilMs);
    if (answer.kind === "refused")
      this.#o.warnings.set(refusedTopic(show), episodeRefused(episode, answer.message));
  }

  #episodeOf(show: string, occurrence: Second): Episode {
    const known = this.#o.episodes.of(show).find((each) => each.occurrence === occurrence);
    if (known !== undefined) return known;
    const found = this.#o.shows.find(show);
    const timezone = found?.defaults.timezone ?? this.#o.stationTimezone;
    return {
      entry: episodeId(show, occurrence),
      show,
      occurrence,
      startsAt: startText(occurrence, timezone),
      title: found === undefined ? show : showName(found).title,
      timezone,
      state: "making",
    };
  }

  // What is begun is written down first: an entry that is there already may be our own.
  async #make(management: Management, episode: Episode): Promise<VendorAnswer<string>> {
    const { episodes } = this.#o;
    const isOurs = episode.state === "withdrawing";
    if (!isOurs) episodes.write({ ...episode, state: "making" });
    const answer = await management.makeEpisode(episode.entry, contentOf(episode), { isOurs });
    if (answer.kind === "ok")
      episodes.write({ ...episode, state: answer.value === "cancelled" ? "cancelled" : "made" });
    return answer;
  }

  async #withdraw(management: Management, episode: Episode): Promise<VendorAnswer<string>> {
    const { episodes, shows } = this.#o;
    const show = shows.find(episode.show);
    // A show that cannot be seen may still be published: its guests are not to be told that it is off by mistake.
    if (show === undefined) {
      const presence = await management.readPresence(episode.show);
      if (presence.kind === "retry" || presence.kind === "refused") return presence;
      if (presence.kind === "ok" && presence.value.isPublished)
        return { kind: "retry", message: "The show is published, and is not delivered.", askedMs: HOUR_MS };
    }
    const isOurs = episode.state === "withdrawing";
    episodes.write({ ...episode, state: "withdrawing" });
    const answer = await management.withdrawEpisode(episode.entry, contentOf(episode), { isOurs });
    // What is gone was deleted by the station, before it was cut off, or by people; one that the vendor never took was not there at all.
    const gone = isOurs || episode.state === "making" ? "withdrawn" : "cancelled";
    if (answer.kind === "retry" || answer.kind === "refused") return answer;
    const became = answer.kind === "gone" ? gone : answer.value;
    if (became === "withdrawn") episodes.remove(episode.entry);
    else if (became === "cancelled") episodes.write({ ...episode, state: "cancelled" });
    else episodes.write({ ...episode, state: "kept", keptAt: show?.revision ?? -1 });
    return { kind: "ok", value: became };
  }

  #tell(entry: string, now: Second): void {
    const { shows, episodes, warnings } = this.#o;
    const show: Show | undefined = shows.find(entry);
    const wanted = this.#wantedOf(entry, now);
    const all = episodes.of(entry);
    const title = show === undefined ? (all[0]?.title ?? entry) : showName(show).title;
    const problem = wanted.kind === "problem" ? recurrenceWrong(title, wanted.problem) : undefined;
    warnings.set(`recurrence:${entry}`, problem);
    const comes = new Set(wanted.kind === "wanted" ? wanted.occurrences : []);
    const kept = all.filter(
      ({ state, occurrence }) => state === "kept" && occurrence > now && !comes.has(occurrence),
    );
    warnings.set(`episodes:${entry}`, episodesKept(title, kept));
    if (all.length === 0) warnings.set(refusedTopic(entry), undefined);
  }
}

const refusedTopic = (show: string): string => `episode-refused:${show}`;

function contentOf({ show, startsAt, occurrence }: Episode): EpisodeContent {
  return { show, startsAt, occurrence: occurrenceText(occurrence) };
}
