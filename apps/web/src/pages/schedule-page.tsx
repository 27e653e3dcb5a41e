import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { GuideEntry } from "@nonstop/contract/guide";
import { nowSecond } from "../feed/clock.ts";
import { askGuide, feedState } from "../feed/station-feed.ts";
import { hearStationZone, shownZone } from "../feed/zone.ts";
import { slotsOf } from "../guide/slots.ts";
import { addDays, dateLabel, dayBounds, dayOf, dayTab, weekdayOf, type Day } from "../time/zone-day.ts";
import { DayGrid } from "./day-grid.tsx";
import { DayList } from "./day-list.tsx";
import { ZoneSwitch } from "./zone-switch.tsx";
import "../styles/schedule.css";

const DAYS_SHOWN = 8;
const REFRESH_MS = 60_000;

type Loaded = { kind: "loading" } | { kind: "entries"; entries: readonly GuideEntry[] } | { kind: "away" };

function Days({ days, chosen, today, choose }: DaysProps): JSX.Element {
  return (
    <nav class="days" aria-label="Days">
      {days.map((day) => {
        const tab = dayTab(day);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={day === chosen}
            style={{ "--stripe": `var(--stripe-${weekdayOf(day) + 1})` }}
            onClick={() => choose(day)}
          >
            <strong>{day === today ? "Today" : tab.weekday}</strong> <span>{tab.date}</span>
          </button>
        );
      })}
    </nav>
  );
}
type DaysProps = { days: readonly Day[]; chosen: Day; today: Day; choose: (day: Day) => void };

/** `/schedule`: the guide by day. */
export function SchedulePage(): JSX.Element {
  const zone = shownZone.value;
  const today = dayOf(nowSecond.value, zone);
  const showsPast = useSignal(false);
  const picked = useSignal<Day | undefined>(undefined);
  const loaded = useSignal<Loaded>({ kind: "loading" });
  const day = picked.value ?? today;
  const bounds = dayBounds(day, zone);
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) => addDays(today, index - 1));

  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const answer = await askGuide(bounds.from, bounds.to);
      if (isGone) return;
      if (answer.kind === "ok") {
        hearStationZone(answer.value.stationTimezone);
        loaded.value = { kind: "entries", entries: answer.value.entries };
      } else if (loaded.value.kind !== "entries") loaded.value = { kind: "away" };
    };
    loaded.value = { kind: "loading" };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [bounds.from, bounds.to, feedState.value]);

  const hasPast = day === today && nowSecond.value - bounds.from >= 3600;
  const hidesPast = hasPast && !showsPast.value;
  const state = loaded.value;
  const slots = slotsOf(state.kind === "entries" ? state.entries : [], bounds.from, bounds.to);
  return (
    <div class="schedule">
      <header>
        <h1 class="title">{day === today ? "Today" : dateLabel(bounds.from + 43_200, zone)}</h1>
        <ZoneSwitch />
      </header>
      <Days days={days} chosen={day} today={today} choose={(next) => (picked.value = next)} />
      {state.kind === "loading" && <div class="day-waiting" aria-busy="true" />}
      {state.kind === "away" && (
        <p class="day-empty">
          The guide does not answer just now. We keep asking; the channel is on air all the same.
        </p>
      )}
      {state.kind === "entries" && state.entries.length === 0 && (
        <p class="day-empty">
          Nothing is announced for this day yet. The station plays from its library, without a break.
        </p>
      )}
      {state.kind === "entries" && state.entries.length > 0 && (
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
      )}
    </div>
  );
}
