import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { feedState, guide } from "../feed/station-feed.ts";
import { shownZone } from "../feed/zone.ts";
import { hoursAhead } from "./hours-ahead.ts";
import { langOf } from "../programme/language.ts";
import { slotsOf, type Slot } from "../guide/slots.ts";
import { layoutStrip, stripX, type PlacedSlot } from "./strip-layout.ts";
import { clockLabel } from "../time/zone-day.ts";
import { People } from "../programme/people.tsx";
import { onScreen, shownSecond } from "./picture-time.ts";
import { titleOf } from "./title-of.ts";

const AHEAD_SECONDS = 10 * 3600;
const BEHIND_SECONDS = 3 * 3600;
const SCALE = { perMinute: 5, least: 168, most: 340, gapLeast: 132 };

function Item({ placed, second, zone }: { placed: PlacedSlot; second: number; zone: string }): JSX.Element {
  const { slot, width } = placed;
  const isNow = slot.start <= second && second < slot.end;
  const when = slot.end <= second ? "past" : isNow ? "now" : "";
  const kind = slot.kind === "gap" ? "gap" : slot.entry.kind;
  const at = (second - slot.start) / (slot.end - slot.start);
  return (
    <li
      class={`${kind} ${when}`}
      style={{ "--width": `${width}px` }}
      aria-current={isNow ? "time" : undefined}
    >
      <SlotBody slot={slot} zone={zone} isNow={isNow} />
      {isNow && <i class="now-line" style={{ "--at": at.toFixed(4) }} aria-hidden="true" />}
    </li>
  );
}

function SlotBody({ slot, zone, isNow }: { slot: Slot; zone: string; isNow: boolean }): JSX.Element {
  if (slot.kind === "gap")
    return (
      <div class="slot">
        <time>{isNow ? "Now" : clockLabel(slot.start, zone)}</time>
        <span class="what">
          {isNow && onScreen.value !== undefined
            ? titleOf(onScreen.value, feedState.value)
            : "From the library"}
        </span>
      </div>
    );
  return (
    <a class="slot" href={`/schedule/${slot.entry.slug}`}>
      <time>{clockLabel(slot.start, zone)}</time>
      <span class="what">
        <bdi lang={langOf(slot.entry.language)}>{slot.entry.title}</bdi>
      </span>
      {slot.entry.presenters.length > 0 && (
        <span class="who">
          <People people={slot.entry.presenters} />
        </span>
      )}
    </a>
  );
}

/** The hours around now, as a strip that scrolls sideways or as a column on a wide screen. */
export function Evening(): JSX.Element {
  const second = shownSecond.value;
  const zone = shownZone.value;
  const entries = guide.value?.entries;
  const list = useRef<HTMLOListElement>(null);
  // The window moves in steps of a quarter of an hour, so that items do not creep.
  const base = Math.floor(second / 900) * 900;
  const slots = hoursAhead(slotsOf(entries ?? [], base - BEHIND_SECONDS, base + AHEAD_SECONDS), second);
  const layout = layoutStrip(slots, SCALE);
  const firstStart = slots[0]?.start ?? 0;
  const nowStart = slots.find((slot) => slot.end > second)?.start ?? second;
  const place = useRef<number | undefined>(undefined);
  useEffect(() => {
    const strip = list.current;
    if (strip === null || strip.scrollWidth <= strip.clientWidth) return;
    // A viewer who has moved the strip is looking at something.
    const isMoved = place.current !== undefined && Math.abs(strip.scrollLeft - place.current) > 2;
    if (isMoved) return;
    // We show the beginning of the slot, because its title stands there.
    strip.scrollLeft = Math.max(0, stripX(layout, nowStart) - strip.clientWidth * 0.1);
    place.current = strip.scrollLeft;
  }, [entries === undefined, firstStart, nowStart]);
  return (
    <nav class="evening" aria-label="The hours ahead">
      <h2>Coming up</h2>
      {entries?.length === 0 && (
        <p class="none">Nothing is announced yet. The channel goes on all the same.</p>
      )}
      {entries === undefined && (
        <p class="none">
          {feedState.value === "away" ? "The guide does not answer just now." : "The guide is on its way."}
        </p>
      )}
      {entries !== undefined && entries.length > 0 && (
        <ol ref={list}>
          {layout.placed.map((placed) => (
            <Item key={placed.slot.start} placed={placed} second={second} zone={zone} />
          ))}
        </ol>
      )}
    </nav>
  );
}
