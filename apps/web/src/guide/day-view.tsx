import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { GuideEntry } from "@nonstop/contract/guide";
import { nowSecond } from "../feed/clock.ts";
import { askGuide, feedState } from "../feed/station-feed.ts";
import { hearStationZone } from "../feed/zone.ts";
import { slotsOf } from "./slots.ts";
import { dayBounds, type Day } from "../time/zone-day.ts";
import { DayGrid } from "./day-grid.tsx";
import { DayList } from "./day-list.tsx";

/** What is published stands in the guide within seconds, on a page that is open, too. */
const REFRESH_MS = 15_000;
const RETRY_MS = 4_000;
const HOUR = 3600;

/** Days as last heard, by their first second. A viewer who goes back to a day sees it at once. */
const lastHeard = new Map<number, readonly GuideEntry[]>();

type Loaded = { kind: "loading" } | { kind: "entries"; entries: readonly GuideEntry[] } | { kind: "away" };

/** One day of the guide, kept up to date: a grid on a wide screen, a list on a phone. */
export function DayView({ day, zone }: { day: Day; zone: string }): JSX.Element {
  const bounds = dayBounds(day, zone);
  const heard = lastHeard.get(bounds.from);
  const loaded = useSignal<Loaded>(
    heard === undefined ? { kind: "loading" } : { kind: "entries", entries: heard },
  );
  const showsPast = useSignal(false);

  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      const answer = await askGuide(bounds.from, bounds.to);
      if (isGone) return;
      if (answer.kind === "ok") {
        hearStationZone(answer.value.stationTimezone);
        lastHeard.set(bounds.from, answer.value.entries);
        loaded.value = { kind: "entries", entries: answer.value.entries };
      } else if (loaded.value.kind !== "entries") loaded.value = { kind: "away" };
      timer = setTimeout(() => void load(), answer.kind === "ok" ? REFRESH_MS : RETRY_MS);
    };
    void load();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [bounds.from, bounds.to, feedState.value]);

  const state = loaded.value;
  if (state.kind === "loading") return <div class="day-waiting" aria-busy="true" />;
  if (state.kind === "away")
    return (
      <p class="day-empty">
        The guide does not answer just now. We keep asking; the channel is on air all the same.
      </p>
    );
  if (state.entries.length === 0)
    return (
      <p class="day-empty">
        Nothing is announced for this day yet. The station plays from its library, without a break.
      </p>
    );
  const slots = slotsOf(state.entries, bounds.from, bounds.to);
  const second = nowSecond.value;
  const hasPast = bounds.from + HOUR <= second && second < bounds.to;
  const hidesPast = hasPast && !showsPast.value;
  return (
    <>
      {hasPast && (
        <button
          type="button"
          class="earlier"
          aria-expanded={showsPast.value}
          onClick={() => (showsPast.value = !showsPast.value)}
        >
          {showsPast.value ? "Hide what was on before" : "What was on before"}
        </button>
      )}
      <DayGrid bounds={bounds} slots={slots} zone={zone} hidesPast={hidesPast} />
      <DayList slots={slots} zone={zone} hidesPast={hidesPast} />
    </>
  );
}
