import type { GuideEntry } from "@nonstop/contract/guide";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { langOf } from "../programme/language.ts";
import type { Slot } from "./slots.ts";
import { Pieces } from "../programme/pieces.tsx";
import { People } from "../programme/people.tsx";
import { leftWords, lengthWords } from "../time/wording.ts";
import { clockLabel } from "../time/zone-day.ts";

function Line({ slot, second, zone }: { slot: Slot; second: number; zone: string }): JSX.Element {
  const isNow = slot.start <= second && second < slot.end;
  const when = slot.end <= second ? "past" : isNow ? "now" : "";
  const at = ((second - slot.start) / (slot.end - slot.start)).toFixed(4);
  const line = isNow && <i class="now-line" style={{ "--at": at }} aria-hidden="true" />;
  if (slot.kind === "gap")
    return (
      <li class={`gap ${when}`} aria-current={isNow ? "time" : undefined}>
        <div class="line">
          <time>{clockLabel(slot.start, zone)}</time>
          <span class="what">From the library until {clockLabel(slot.end, zone)}</span>
        </div>
        {line}
      </li>
    );
  const { entry } = slot;
  return (
    <li class={`${entry.kind} ${when}`} aria-current={isNow ? "time" : undefined}>
      <a class="line" href={`/schedule/${entry.slug}`}>
        <time>{clockLabel(slot.start, zone)}</time>
        <span class="what">
          <bdi lang={langOf(entry.language)}>{entry.title}</bdi>
        </span>
        <span class="who">
          {isNow
            ? `On now, ${leftWords(slot.end - second)}`
            : `${asWhat(entry)}${lengthWords(slot.end - slot.start)}`}
          {entry.presenters.length > 0 && (
            <>
              {" · "}
              <People people={entry.presenters} />
            </>
          )}
        </span>
      </a>
      <Pieces pieces={entry.pieces} second={second} />
      {line}
    </li>
  );
}

function asWhat({ continued, repeatOf, kind }: GuideEntry): string {
  if (continued === true) return "Goes on, ";
  if (repeatOf !== undefined) return "Repeat, ";
  return kind === "live" ? "Live, " : "";
}

type DayListProps = { slots: readonly Slot[]; zone: string; hidesPast: boolean };

/** A day on a phone, one line for each programme. */
export function DayList({ slots, zone, hidesPast }: DayListProps): JSX.Element {
  const second = nowSecond.value;
  const lines = slots.filter((slot) => !hidesPast || slot.end > second);
  return (
    <ol class="day-list">
      {lines.map((slot) => (
        <Line key={slot.start} slot={slot} second={second} zone={zone} />
      ))}
    </ol>
  );
}
