import type { JSX } from "preact";
import { comesLive } from "@nonstop/contract/rundown";
import type { Item } from "@nonstop/contract/rundown";
import { nowSecond } from "../feed/clock.ts";
import { counter } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { asRun, desk, provisioning } from "./desk-feed.ts";
import { reported, titles } from "./monitors.tsx";
import { onAirWarnings } from "./room-trouble.ts";
import { roomsSeen } from "./rooms-seen.ts";
import { itemsAround, nextChange } from "./rundown-view.ts";
import { isTrouble, reasonWords, roomTitle } from "./words.ts";

const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = (second: number): string => clockLabelSeconds(second, local);
const KIND_WORDS: Readonly<Record<Item["kind"], string>> = {
  live: "live",
  recording: "recording",
  filler: "filler",
  slate: "slate",
};
const SHOWN_SPANS = 60;

/** Time to the next change by plan, the largest figure of the desk. */
export function NextChange(): JSX.Element {
  const state = desk.value;
  const change = nextChange(state?.rundown, state?.takes ?? [], nowSecond.value);
  if (change.kind === "held")
    return (
      <p class="next-change">
        <span class="digits">held</span> <span>until release</span>
      </p>
    );
  if (change.kind === "unknown")
    return (
      <p class="next-change">
        <span class="digits">--:--</span> <span>no change is known</span>
      </p>
    );
  return (
    <p class="next-change">
      <span class="digits">{counter(change.second - nowSecond.value)}</span>{" "}
      <span>
        to <bdi>{change.title}</bdi>
      </span>
    </p>
  );
}

/** The room of an item where it is not said by kind and title already. */
function roomWords(item: Item): string {
  const title = roomTitle(item.room, titles.value);
  return item.room.kind === "slate" || title === item.title ? "" : `, ${title}`;
}

function RundownLine({ item, second }: { item: Item; second: number }): JSX.Element {
  const isNow = item.start <= second && second < item.end;
  const share = (second - item.start) / (item.end - item.start);
  return (
    <li
      class={`${item.kind} ${item.end <= second ? "past" : isNow ? "now" : ""}`}
      aria-current={isNow ? "time" : undefined}
      style={isNow ? { "--at": share.toFixed(4) } : undefined}
    >
      <time class="digits">{clock(item.start)}</time>
      <span class="what">
        <bdi>{item.title}</bdi>
        <small>
          {KIND_WORDS[item.kind]}
          {roomWords(item)}
          {item.planB !== undefined &&
            `, plan B ${roomTitle({ kind: "asset", asset: item.planB.asset }, titles.value)}`}
        </small>
      </span>
      <span class="digits quiet">
        {isNow ? `-${counter(item.end - second)}` : counter(item.end - item.start)}
      </span>
    </li>
  );
}

export function RundownPanel(): JSX.Element {
  const second = nowSecond.value;
  const rundown = desk.value?.rundown;
  const items = itemsAround(rundown, second);
  return (
    <section class="panel rundown-panel" aria-label="Rundown">
      <h2>Rundown {rundown !== undefined && <small>version {rundown.version}</small>}</h2>
      {rundown === undefined && (
        <p class="quiet">No rundown has reached the edge yet. Publish an event, or wait for the schedule.</p>
      )}
      <ol class="lines" tabIndex={0} aria-label="Rundown">
        {items.map((item) => (
          <RundownLine key={item.id} item={item} second={second} />
        ))}
      </ol>
    </section>
  );
}

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
            <time class="digits">{clock(span.from)}</time>
            <span class="what">
              <bdi>{roomTitle(span.room, titles.value)}</bdi>
              <small>
                {reasonWords(span)}
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

const PLAYOUT_SILENT_MS = 5000;

export function PlayoutsPanel(): JSX.Element {
  const playouts = desk.value?.playouts ?? [];
  const nowMs = nowSecond.value * 1000;
  return (
    <section class="panel playouts-panel" aria-label="Playouts">
      <h2>Playouts</h2>
      {playouts.length === 0 && (
        <p class="quiet">No playout is connected. The edge airs the slate by itself.</p>
      )}
      <ul>
        {playouts.map((playout) => {
          const silentMs = nowMs - playout.seenMs;
          const isSilent = silentMs > PLAYOUT_SILENT_MS;
          return (
            <li key={playout.playout} class={isSilent ? "trouble" : ""}>
              <b>{playout.playout}</b>
              <span>
                {isSilent
                  ? `silent for ${counter(silentMs / 1000)}`
                  : playout.ingestConnected
                    ? "well"
                    : "cut off from ingest"}
              </span>
              <small class="quiet">
                rundown {playout.rundownVersion}, clock {Math.round(playout.clockOffsetMs)} ms,{" "}
                {Math.round(playout.assetsAheadSeconds)} s ahead, {Math.round(playout.residentBytes / 1e6)} MB
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

// Of the room that is on air, whichever way it came there.
function airWarnings(): string[] {
  const room = reported.value?.room;
  if (desk.value === undefined || room === undefined || !comesLive(room)) return [];
  const seen = roomsSeen(desk.value, nowSecond.value).find(({ status }) => status.room === room.room);
  return seen === undefined ? [] : onAirWarnings(seen.status, roomTitle(room, titles.value));
}

/** What an operator must know first. */
export function Warnings(): JSX.Element | null {
  const words = [...airWarnings(), ...(desk.value?.warnings ?? []), ...provisioning.value.warnings];
  if (words.length === 0) return null;
  return (
    <section>
      <ul class="warnings" tabIndex={0} aria-label="Warnings">
        {[...new Set(words)].map((warning) => (
          <li key={warning}>
            <bdi>{warning}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
