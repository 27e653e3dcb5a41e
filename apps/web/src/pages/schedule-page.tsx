import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { shownZone } from "../feed/zone.ts";
import { addDays, dateLabel, dayBounds, dayOf, dayTab, weekdayOf, type Day } from "../time/zone-day.ts";
import { DayView } from "./day-view.tsx";
import { ZoneSwitch } from "./zone-switch.tsx";
import "../styles/schedule.css";

const DAYS_SHOWN = 8;
const HALF_A_DAY = 43_200;

type DaysProps = { days: readonly Day[]; chosen: Day; today: Day; choose: (day: Day) => void };

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

/** `/schedule`: the guide by day. Today is followed by tomorrow: at night the day ahead is what one comes for. */
export function SchedulePage(): JSX.Element {
  const zone = shownZone.value;
  const today = dayOf(nowSecond.value, zone);
  const picked = useSignal<Day | undefined>(undefined);
  const day = picked.value ?? today;
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) => addDays(today, index - 1));
  const nameOf = (named: Day): string => dateLabel(dayBounds(named, zone).from + HALF_A_DAY, zone);
  const choose = (next: Day): void => {
    picked.value = next === today ? undefined : next;
    scrollTo(0, 0);
  };
  const tomorrow = addDays(today, 1);
  return (
    <div class="schedule">
      <header>
        <h1 class="title">{day === today ? "Today" : nameOf(day)}</h1>
        <ZoneSwitch />
      </header>
      <Days days={days} chosen={day} today={today} choose={choose} />
      <DayView key={`${day} ${zone}`} day={day} zone={zone} />
      {day === today && (
        <section aria-label="Tomorrow">
          <h2 class="title day-after">Tomorrow</h2>
          <DayView key={`${tomorrow} ${zone}`} day={tomorrow} zone={zone} />
        </section>
      )}
    </div>
  );
}
