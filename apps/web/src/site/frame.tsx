import { routes } from "@nonstop/contract/routes";
import type { ComponentChildren, JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { feedState } from "../feed/station-feed.ts";
import { shownZone } from "../feed/zone.ts";
import { clockLabelSeconds, zoneLabel } from "../time/zone-day.ts";
import { path } from "./path.ts";
import { pageOf } from "./page-of.ts";
import { Wordmark } from "./stripes.tsx";

function Clock(): JSX.Element {
  const zone = shownZone.value;
  const [hours, minutes, seconds] = clockLabelSeconds(nowSecond.value, zone).split(":");
  return (
    <div class="site-clock" role="timer" aria-label="Station clock">
      <time>
        {hours}:{minutes}
        <i>:{seconds}</i>
      </time>{" "}
      <span>{zoneLabel(zone, nowSecond.value)}</span>
    </div>
  );
}

function Notice(): JSX.Element | null {
  if (feedState.value === "stale")
    return (
      <p class="notice" role="status">
        No news from the station for a while. What stands here may be out of date.
      </p>
    );
  return null;
}

/** The frame of every page: the name, the navigation, the clock and the small print. */
export function Frame({ children }: { children: ComponentChildren }): JSX.Element {
  const kind = pageOf(path.value).kind;
  return (
    <>
      <header class="site-head">
        <Wordmark second={nowSecond.value} zone={shownZone.value} />
        <nav class="site-nav" aria-label="Pages">
          <a href="/" aria-current={kind === "player" ? "page" : undefined}>
            Watch
          </a>
          <a href="/schedule" aria-current={kind === "guide" || kind === "programme" ? "page" : undefined}>
            Schedule
          </a>
          <a href="/replays" aria-current={kind === "replays" || kind === "replay" ? "page" : undefined}>
            Replays
          </a>
          <a
            class="wide"
            href="/shows"
            aria-current={kind === "shows" || kind === "show" ? "page" : undefined}
          >
            Shows
          </a>
          <a
            class="wide"
            href="/people"
            aria-current={kind === "people" || kind === "person" ? "page" : undefined}
          >
            People
          </a>
          <a class="wide" href="/search" aria-current={kind === "search" ? "page" : undefined}>
            Search
          </a>
        </nav>
        <Clock />
      </header>
      <Notice />
      <main tabIndex={-1}>{children}</main>
      <footer class="site-foot">
        <span>Nonstop never goes off air.</span>
        <a href="/schedule#subscribe">Calendar, TV and apps</a>
        <a href={routes.apiPage}>API</a>
        <a href="/shows">Shows</a>
        <a href="/people">People</a>
        <a href="/search">Search</a>
        <a href="/control-room/">Control room</a>
      </footer>
    </>
  );
}
