import type { Finding } from "@nonstop/schedule/read-through/finding";
import type { HourLine, Stretch } from "@nonstop/schedule/read-through/hour-lines";
import type { JSX } from "preact";
import { clockLabel, dayBounds, dayTab } from "../time/zone-day.ts";
import { daysOf, marksOf } from "./strip-days.ts";

const KINDS = [
  { kind: "live", name: "Live" },
  { kind: "recording", name: "Recording" },
  { kind: "block", name: "Block" },
  { kind: "filler", name: "Filler" },
  { kind: "slate", name: "Slate" },
];

/** The days as strips, a colour for each kind, with what was found marked above it. */
export function WeekStrip(o: {
  hours: readonly HourLine[];
  findings: readonly Finding[];
  zone: string;
}): JSX.Element {
  const seen = new Set(o.hours.flatMap(({ airs }) => airs.map(({ kind }) => kind as string)));
  return (
    <section class="week-strip" aria-label="What airs, day by day">
      <ul class="legend quiet" aria-label="Colours">
        {KINDS.filter(({ kind }) => seen.has(kind)).map(({ kind, name }) => (
          <li key={kind} data-kind={kind}>
            {name}
          </li>
        ))}
      </ul>
      <ol>
        {daysOf(o.hours, o.zone).map(({ day, airs }) => {
          const { from, to } = dayBounds(day, o.zone);
          const { weekday, date } = dayTab(day);
          const place = (start: number, end: number): Record<string, string> => ({
            "inset-inline-start": `${((start - from) / (to - from)) * 100}%`,
            "inline-size": `${((end - start) / (to - from)) * 100}%`,
          });
          return (
            <li key={day}>
              <b>
                {weekday} <span class="quiet">{date}</span>
              </b>
              <ol class="day">
                {airs.map((each) => (
                  <li
                    key={`${each.kind} ${each.start}`}
                    data-kind={each.kind}
                    style={place(each.start, each.end)}
                    title={titleOf(each, o.zone)}
                  >
                    <span class={each.kind === "filler" ? "unseen" : "name"}>
                      <span class="unseen">{clockLabel(each.start, o.zone)} </span>
                      <bdi>{each.title}</bdi>
                    </span>
                  </li>
                ))}
                {marksOf(o.findings, { from, to }).map((mark) => (
                  <li
                    key={`mark ${mark.at}`}
                    class="mark"
                    data-weight={mark.weight}
                    style={{ "inset-inline-start": `${((mark.at - from) / (to - from)) * 100}%` }}
                    title={mark.messages.join("\n")}
                  >
                    <span class="unseen">
                      {clockLabel(mark.at, o.zone)}: {mark.messages.length} found
                    </span>
                  </li>
                ))}
              </ol>
            </li>
          );
        })}
      </ol>
      <p class="hours quiet digits" aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{String(hour).padStart(2, "0")}</span>
        ))}
      </p>
    </section>
  );
}

function titleOf({ title, start, end }: Stretch, zone: string): string {
  return `${clockLabel(start, zone)} to ${clockLabel(end, zone)} ${title}`;
}
