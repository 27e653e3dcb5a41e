import { routes } from "@nonstop/contract/routes";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CHANNEL } from "../feed/station-feed.ts";
import { CopyButton } from "../site/copy-button.tsx";
import "./subscribe.css";

/** Where the links to this place lead. */
const SUBSCRIBE = "subscribe";

function Address({ path, what }: { path: string; what: string }): JSX.Element {
  const address = location.origin + path;
  return (
    <div class="address">
      <code>{address}</code>
      <CopyButton text={address} what={`the address of ${what}`} />
    </div>
  );
}

/** The schedule elsewhere: in a calendar, on a television, in somebody's own program. */
export function Subscribe(): JSX.Element {
  const section = useRef<HTMLElement>(null);
  const calendar = routes.epg(CHANNEL, "ics");
  // Whoever was sent here stays here while the guide above comes and grows, until they move.
  useEffect(() => {
    if (location.hash !== `#${SUBSCRIBE}`) return undefined;
    const stay = new ResizeObserver(() => section.current?.scrollIntoView());
    stay.observe(document.body);
    const leave = (): void => stay.disconnect();
    const listeners = new AbortController();
    for (const move of ["wheel", "touchstart", "keydown", "pointerdown"])
      addEventListener(move, leave, { signal: listeners.signal, once: true, passive: true });
    return () => {
      leave();
      listeners.abort();
    };
  }, []);
  return (
    <section ref={section} id={SUBSCRIBE} class="subscribe" aria-labelledby="subscribe-title">
      <h2 id="subscribe-title" class="title">
        Take it with you
      </h2>
      <ul>
        <li>
          <h3>In your calendar</h3>
          <p class="quiet">Every programme, kept up to date. When one moves, so does the entry.</p>
          <a class="key" href={`webcal://${location.host}${calendar}`}>
            Subscribe
          </a>
          <Address path={calendar} what="the calendar" />
        </li>
        <li>
          <h3>On your television</h3>
          <p class="quiet">
            The channel for Kodi, TiviMate and other IPTV players, with its guide and two weeks to catch up
            on.
          </p>
          <Address path={routes.epg(CHANNEL, "m3u")} what="the channel list" />
          <p class="quiet">If the player asks for the guide as well (XMLTV):</p>
          <Address path={routes.epg(CHANNEL, "xml")} what="the guide" />
        </li>
        <li>
          <h3>In your own pages and programs</h3>
          <p class="quiet">The player for other sites, and what is on when.</p>
          <p class="ways">
            <a class="key" href={routes.apiPage}>
              Read the API
            </a>
            <a class="key" href={routes.embedLive} target="_blank" rel="noopener">
              The player alone
            </a>
          </p>
          <Address path={routes.multivariant(CHANNEL)} what="the channel" />
        </li>
      </ul>
    </section>
  );
}
