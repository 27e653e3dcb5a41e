import { useEffect } from "preact/hooks";
import type { JSX } from "preact";
import { feedState, guide, nowNext, told } from "../feed/station-feed.ts";
import { shownZone } from "../feed/zone.ts";
import { nextAfter, type OnScreen } from "../feed/on-screen.ts";
import { langOf } from "../programme/language.ts";
import { titleSize } from "../programme/title-size.ts";
import { Progress } from "../site/stripes.tsx";
import { leftWords, spanWords } from "../time/wording.ts";
import { clockLabel } from "../time/zone-day.ts";
import { tellMediaSession } from "./media-session.ts";
import { People } from "../programme/people.tsx";
import { goToLive, isAtLive, isMuted, latency, playerState, turnSoundOn } from "./picture.tsx";
import { onScreen, shownSecond } from "./picture-time.ts";
import { standInWords } from "./stand-in-words.ts";
import { titleOf } from "./title-of.ts";

type Status = {
  words: string;
  /** A figure that changes every second. Screen readers skip it. */
  figure?: string;
  isOnAir: boolean;
  canJump: boolean;
};

function status(shown: OnScreen | undefined): Status {
  if (!navigator.onLine)
    return { words: "You are offline. We go on without you.", isOnAir: false, canJump: false };
  switch (playerState.value) {
    case "recovering":
      return { words: "Connection lost. Trying again.", isOnAir: false, canJump: false };
    case "blocked":
      return { words: "Press play to watch.", isOnAir: false, canJump: false };
    case "paused":
      return { words: "Paused.", isOnAir: false, canJump: true };
    case "starting":
      return {
        words: feedState.value === "away" ? "The station does not answer." : "Tuning in.",
        isOnAir: false,
        canJump: false,
      };
    case "playing":
      if (!isAtLive.value)
        return {
          words: latency.value === undefined ? "Catching up." : "Behind live",
          ...(latency.value === undefined ? {} : { figure: `by ${spanWords(latency.value)}` }),
          isOnAir: false,
          canJump: true,
        };
      return { words: onAirWords(shown), isOnAir: true, canJump: false };
    default:
      return { words: "", isOnAir: false, canJump: false };
  }
}

function onAirWords(shown: OnScreen | undefined): string {
  if (shown === undefined) return "On air";
  const { standIn, kind, start, end = Number.POSITIVE_INFINITY, isTold } = shown;
  const isByHand = standIn?.reason === "take";
  const second = shownSecond.value;
  const times = { secondsIn: second - start, secondsLeft: end - second };
  const words = kind === "slate" ? undefined : standInWords(standIn, times);
  return (
    words ?? (kind === "live" && isTold && (standIn === undefined || isByHand) ? "On air, live" : "On air")
  );
}

function Next(): JSX.Element | null {
  const entries = guide.value?.entries ?? nowNext.value?.next ?? [];
  const next = nextAfter(told.value, entries, { second: shownSecond.value, shown: onScreen.value });
  if (next === undefined) return null;
  const title = <bdi lang={langOf(next.language)}>{next.title}</bdi>;
  return (
    <p class="next">
      Next, {clockLabel(next.start, shownZone.value)}:{" "}
      {next.slug === undefined ? title : <a href={`/schedule/${next.slug}`}>{title}</a>}
    </p>
  );
}

/** The lines under the picture: its state, what is on, with whom, for how long, and what comes next. */
export function OnNow(): JSX.Element {
  const shown = onScreen.value;
  const second = shownSecond.value;
  const title = titleOf(shown, feedState.value);
  const { words, figure, isOnAir, canJump } = status(shown);
  // The slate between programmes has no end that a viewer could wait for, nor has what was put on air by hand.
  const end = shown?.kind === "slate" && shown.entry === undefined ? undefined : shown?.end;
  useEffect(() => {
    document.title = shown === undefined ? "Nonstop" : `${title} · Nonstop`;
    tellMediaSession(title, shown?.entry?.presenters ?? []);
    // The title and start identify what is on; the object itself changes every second.
  }, [title, shown?.start]);
  const start = shown?.start ?? second;
  const share = end === undefined ? 0 : (second - start) / Math.max(1, end - start);
  return (
    <>
      <Progress share={share} />
      <section class="on-now" aria-label="On now">
        <div class="status">
          <span class="words" role="status">
            {isOnAir && <i class="tally" aria-hidden="true" />}
            {words}
          </span>
          {figure !== undefined && <span class="figure">{figure}</span>}
          {canJump && (
            <button type="button" class="key" onClick={goToLive}>
              Go to live
            </button>
          )}
          {isMuted.value && (
            <button type="button" class="key first sound-on" onClick={turnSoundOn}>
              Turn the sound on
            </button>
          )}
        </div>
        <div>
          <h1 class={`title ${titleSize(title)}`}>
            <bdi lang={langOf(shown?.entry?.language)}>
              {shown?.entry === undefined ? title : <a href={`/schedule/${shown.entry.slug}`}>{title}</a>}
            </bdi>
          </h1>
          {shown?.entry?.kind === "block" && shown.entry.title !== title && (
            <p class="people">
              Part of <bdi lang={langOf(shown.entry.language)}>{shown.entry.title}</bdi>
            </p>
          )}
          {shown?.entry !== undefined && shown.entry.presenters.length > 0 && (
            <p class="people">
              <People people={shown.entry.presenters} isLinked />
            </p>
          )}
        </div>
        <div class="then">
          {end !== undefined && <p class="time-left">{leftWords(end - second)}</p>}
          <Next />
        </div>
      </section>
    </>
  );
}
