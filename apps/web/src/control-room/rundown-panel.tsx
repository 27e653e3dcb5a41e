import type { JSX } from "preact";
import type { Item } from "@nonstop/contract/rundown";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { counter } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { desk } from "./desk-feed.ts";
import { isHeldInVain, titles } from "./desk-state.ts";
import { itemsAround, nextChange } from "./rundown-view.ts";
import { roomTitle } from "./words.ts";

const clock = (second: number): string => clockLabelSeconds(second, ownZone);

/** The time to the next planned change, the largest figure of the desk. */
export function NextChange(): JSX.Element {
  const state = desk.value;
  const change = nextChange(state?.rundown, state?.takes ?? [], {
    second: nowSecond.value,
    isHeldInVain: isHeldInVain.value,
    titles: titles.value,
  });
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

/** The room of an item; empty when its kind and title already say it. */
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
          {item.role ?? item.kind}
          {item.programme !== undefined && `, part of ${item.programme}`}
          {roomWords(item)}
          {item.planB !== undefined &&
            `, plan B ${roomTitle({ kind: "asset", asset: item.planB.asset }, titles.value)}`}
          {item.planBFromPool && ", plan B from the pool"}
        </small>
      </span>
      <span class="digits quiet">
        {isNow ? `-${counter(item.end - second)}` : counter(item.end - item.start)}
      </span>
    </li>
  );
}

/** The rundown with its playhead. */
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
