import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Presenter } from "@nonstop/contract/airing";
import { ProgrammeAnswer, type GuideEntry, type ProgrammeAiring } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { nowSecond } from "../feed/clock.ts";
import { ask } from "../feed/door.ts";
import { isAiring } from "../feed/on-screen.ts";
import { CHANNEL, feedState, guide, told } from "../feed/station-feed.ts";
import { hearStationZone, shownZone, stationZone } from "../feed/zone.ts";
import { ownZone } from "../site/own-zone.ts";
import { Airings } from "./airings.tsx";
import { PersonLink } from "./people.tsx";
import { initials } from "./initials.ts";
import { langOf, languageName } from "./language.ts";
import { Pieces } from "./pieces.tsx";
import { titleSize } from "./title-size.ts";
import { Progress } from "../site/stripes.tsx";
import { agoWords, leftWords, lengthWords, startsWords } from "../time/wording.ts";
import { clockLabel, dateLabel, dayOf, zoneLabel } from "../time/zone-day.ts";
import { NotFoundPage } from "../site/not-found-page.tsx";
import "./programme.css";

const REFRESH_MS = 30_000;

type Loaded =
  | { kind: "loading" }
  | { kind: "entry"; entry: GuideEntry; airings: readonly ProgrammeAiring[] }
  | { kind: "none" }
  | { kind: "away" };

/** A programme is told to be on some seconds after it began. */
const TOLD_AFTER_SECONDS = 10;

/** When a programme is on, in words. `isOn`: what is on air by what aired last, where that is known. */
function whenWords(entry: GuideEntry, second: number, isOn: boolean | undefined): string {
  const isItsTime = entry.start <= second && second < entry.end;
  if (isOn === true) return isItsTime ? `On now, ${leftWords(entry.end - second)}` : "On now";
  if (second < entry.start) return startsWords(entry.start - second);
  if (isItsTime && isOn === undefined) return `On now, ${leftWords(entry.end - second)}`;
  if (isItsTime && second < entry.start + TOLD_AFTER_SECONDS) return "Starting now";
  if (isItsTime) return "Planned for now. Something else is on air";
  return `Was on ${agoWords(second - entry.end)}`;
}

function When({ entry, zone, whose }: { entry: GuideEntry; zone: string; whose: string }): JSX.Element {
  const isOvernight = dayOf(entry.start, zone) !== dayOf(entry.end - 1, zone);
  return (
    <div>
      <dt>
        {whose} <span>{zoneLabel(zone, entry.start)}</span>
      </dt>
      <dd>
        <span>{dateLabel(entry.start, zone)}</span>
        <strong>
          {clockLabel(entry.start, zone)} to {clockLabel(entry.end, zone)}
          {isOvernight && <small> next day</small>}
        </strong>
      </dd>
    </div>
  );
}

function Face({ person }: { person: Presenter }): JSX.Element {
  return (
    <li>
      <span class="face" aria-hidden="true">
        {initials(person.name)}
      </span>
      <span>
        <PersonLink person={person} />
        {person.role !== undefined && (
          <small>
            <bdi>{person.role}</bdi>
          </small>
        )}
      </span>
    </li>
  );
}

type ReplayComponent = ComponentType<{ source: string; title: string; isEager: boolean }>;

function Programme({
  entry,
  airings,
}: {
  entry: GuideEntry;
  airings: readonly ProgrammeAiring[];
}): JSX.Element {
  const second = nowSecond.value;
  const replay = useSignal<{ Replay: ReplayComponent } | undefined>(undefined);
  useEffect(() => {
    document.title = `${entry.title} · Nonstop`;
  }, [entry.title]);
  const hasAired = second >= entry.end && entry.kind !== "slate";
  // The replay and its engine are loaded only on demand.
  const watchAgain = async (): Promise<void> => {
    replay.value = await import("./replay.tsx").catch(() => undefined);
  };
  const isOn = isAiring(told.value, entry.airing, second);
  const isNow = isOn ?? (entry.start <= second && second < entry.end);
  const share = (second - entry.start) / (entry.end - entry.start);
  const kind = entry.repeatOf !== undefined ? "Repeat" : entry.kind === "live" ? "Live" : "Programme";
  const day = dayOf(entry.start, shownZone.value);
  const isToday = day === dayOf(second, shownZone.value);
  return (
    <article class="programme">
      {hasAired && replay.value !== undefined && (
        <replay.value.Replay source={routes.replay(entry.airing)} title={entry.title} isEager />
      )}
      <Progress share={share} />
      <header>
        <p class="state">
          {isNow && <i class="tally" aria-hidden="true" />}
          {whenWords(entry, second, isOn)}
        </p>
        <h1 class={`title ${titleSize(entry.title)}`}>
          <bdi lang={langOf(entry.language)}>{entry.title}</bdi>
        </h1>
        {entry.show !== undefined && entry.show.title !== entry.title && (
          <p>
            <a href={`/shows/${entry.show.slug}`}>
              <bdi>{entry.show.title}</bdi>
            </a>
          </p>
        )}
        <p class="quiet">
          {kind}, {lengthWords(entry.end - entry.start)}
          {entry.language !== undefined && `, in ${languageName(entry.language)}`}
        </p>
        <div class="acts">
          {isNow && (
            <a class="key first" href="/">
              Watch now
            </a>
          )}
          {second < entry.start && (
            <a class="key first" href={routes.programmeCalendar(entry.slug)} download={`${entry.slug}.ics`}>
              Add to calendar
            </a>
          )}
          {hasAired && replay.value === undefined && (
            <button type="button" class="key first" onClick={() => void watchAgain()}>
              Watch it again
            </button>
          )}
          {entry.show !== undefined && (
            <a class="key" href={`/shows/${entry.show.slug}`}>
              All episodes
            </a>
          )}
          <a class="key" href={isToday ? "/schedule" : `/schedule?day=${day}`}>
            Whole schedule
          </a>
        </div>
      </header>
      <dl class="times">
        <When entry={entry} zone={ownZone} whose="Your time" />
        {zoneLabel(ownZone, entry.start) !== zoneLabel(stationZone.value, entry.start) && (
          <When entry={entry} zone={stationZone.value} whose="Station time" />
        )}
      </dl>
      {entry.summary !== "" && (
        <p class="words" dir="auto" lang={langOf(entry.language)}>
          {entry.summary}
        </p>
      )}
      {entry.pieces !== undefined && entry.pieces.length > 0 && (
        <section class="block-pieces" aria-labelledby="pieces">
          <h2 id="pieces">What is in it</h2>
          <Pieces pieces={entry.pieces} second={second} />
        </section>
      )}
      {entry.presenters.length > 0 && (
        <section class="faces" aria-label="Presenters">
          <ul>
            {entry.presenters.map((person) => (
              <Face key={person.name} person={person} />
            ))}
          </ul>
        </section>
      )}
      {airings.length > 1 && <Airings airings={airings} shown={entry.airing} />}
    </article>
  );
}

/** `/schedule/{slug}`: one programme. */
export function ProgrammePage({ slug }: { slug: string }): JSX.Element {
  // A viewer who comes from the guide sees at once what the guide knew.
  const known = guide.peek()?.entries.find((entry) => entry.slug === slug);
  const loaded = useSignal<Loaded>(
    known === undefined ? { kind: "loading" } : { kind: "entry", entry: known, airings: [] },
  );
  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const answer = await ask(routes.programme(CHANNEL, slug), ProgrammeAnswer);
      if (isGone) return;
      if (answer.kind === "ok") {
        const { stationTimezone, entry, airings } = answer.value;
        hearStationZone(stationTimezone);
        loaded.value = { kind: "entry", entry, airings };
        // A programme that was named anew is found under its old address; what people copy from here is the present one.
        if (entry.slug !== slug) history.replaceState(null, "", `/schedule/${entry.slug}${location.search}`);
      } else if (answer.kind === "refused" && answer.status === 404) loaded.value = { kind: "none" };
      else if (loaded.value.kind !== "entry") loaded.value = { kind: "away" };
    };
    void load();
    // Titles and times may change while the page is open, and a station that was away comes back.
    const timer = setInterval(() => {
      if (loaded.value.kind !== "none") void load();
    }, REFRESH_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [slug, feedState.value]);
  const state = loaded.value;
  if (state.kind === "entry") return <Programme entry={state.entry} airings={state.airings} />;
  if (state.kind === "none") return <NotFoundPage what="This programme is not in the guide." />;
  if (state.kind === "away") return <NotFoundPage what="The guide does not answer just now." />;
  return <div class="programme" aria-busy="true" />;
}
