import type { JSX } from "preact";
import { ownZone } from "../site/own-zone.ts";
import { counter } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { asRun } from "./desk-feed.ts";
import { titles } from "./desk-state.ts";
import { isTrouble, reasonWords, roomTitle } from "./words.ts";

const SHOWN_SPANS = 60;

/** The as-run: what really aired and why, newest first. */
export function AsRunPanel(): JSX.Element {
  const spans = asRun.value.slice(-SHOWN_SPANS).toReversed();
  return (
    <section class="panel as-run-panel" aria-label="As run">
      <h2>As run</h2>
      {spans.length === 0 && <p class="quiet">Nothing has been committed yet.</p>}
      <ol class="lines" tabIndex={0} aria-label="As run">
        {spans.map((span) => (
          <li
            key={span.from}
            class={isTrouble(span.reason, span.rank) ? "trouble" : span.reason === "take" ? "by-hand" : ""}
          >
            <time class="digits">{clockLabelSeconds(span.from, ownZone)}</time>
            <span class="what">
              <bdi>{roomTitle(span.room, titles.value)}</bdi>
              <small>
                {span.role !== undefined && `${span.role}, `}
                {reasonWords(span)}
                {span.takenBy !== undefined && (
                  <>
                    {", by "}
                    <bdi>{span.takenBy}</bdi>
                  </>
                )}
                {span.title !== undefined && span.title !== roomTitle(span.room, titles.value) && (
                  <>
                    {". "}
                    <bdi>{span.title}</bdi>
                  </>
                )}
              </small>
            </span>
            <span class="digits quiet">{counter(span.to - span.from)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
