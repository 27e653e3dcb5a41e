import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { shownZone } from "../feed/zone.ts";
import { query } from "../site/path.ts";
import {
  addDays,
  dateLabel,
  dayBounds,
  dayFrom,
  dayOf,
  dayTab,
  weekdayOf,
  type Day,
} from "../time/zone-day.ts";
import { DayView } from "./day-view.tsx";
import { Subscribe } from "./subscribe.tsx";
import { ZoneSwitch } from "./zone-switch.tsx";
import "./guide.css";

const DAYS_SHOWN = 8;
const HALF_A_DAY = 43_200;

type DaysProps = { days: readonly Day[]; chosen: Day; today: Day };

function Days({ days, chosen, today }: DaysProps): JSX.Element {
  const list = useRef<HTMLElement>(null);
  // On a phone the week is wider than the screen, so we scroll the chosen day into view.
  useEffect(() => {
    const [bar, tab] = [list.current, list.current?.querySelector<HTMLElement>("[aria-current]")];
    if (bar === null || tab === null || tab === undefined) return;
    bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  }, [chosen, today]);
  return (
    <nav ref={list} class="days" aria-label="Days">
      {days.map((day) => {
        const tab = dayTab(day);
        return (
          <a
            key={day}
            href={day === today ? "/schedule" : `/schedule?day=${day}`}
            aria-current={day === chosen ? "date" : undefined}
            style={{ "--stripe": `var(--stripe-${weekdayOf(day) + 1})` }}
          >
            <strong>{day === today ? "Today" : tab.weekday}</strong> <span>{tab.date}</span>
          </a>
        );
      })}
    </nav>
  );
}

/**
 * `/schedule?day=2026-11-28`: the guide of one day, today by default. Tomorrow follows today, because late in the evening
 * it is what a viewer looks for.
 */
export function GuidePage(): JSX.Element {
  const zone = shownZone.value;
  const today = dayOf(nowSecond.value, zone);
  const day = dayFrom(new URLSearchParams(query.value).get("day")) ?? today;
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) => addDays(today, index - 1));
  const nameOf = (named: Day): string => dateLabel(dayBounds(named, zone).from + HALF_A_DAY, zone);
  const heading = day === today ? "Today" : nameOf(day);
  useEffect(() => {
    document.title = day === today ? "Schedule · Nonstop" : `${heading} · Schedule · Nonstop`;
  }, [day, today, heading]);
  const tomorrow = addDays(today, 1);
  return (
    <div class="guide">
      <header>
        <h1 class="title">{heading}</h1>
        <ZoneSwitch />
      </header>
      <Days days={days} chosen={day} today={today} />
      <DayView key={`${day} ${zone}`} day={day} zone={zone} />
      {day === today && (
        <section aria-label="Tomorrow">
          <h2 class="title day-after">Tomorrow</h2>
          <DayView key={`${tomorrow} ${zone}`} day={tomorrow} zone={zone} />
        </section>
      )}
      <Subscribe />
    </div>
  );
}
