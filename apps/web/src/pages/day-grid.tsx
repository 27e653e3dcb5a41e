import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { hourRows, type HourBlock, type HourRow } from "../guide/hour-rows.ts";
import type { Slot } from "../guide/slots.ts";
import { People } from "../player/people.tsx";
import { clockLabel, type DayBounds } from "../time/zone-day.ts";

const QUARTERS = [0, 15, 30, 45];

function Block({ block, second, zone }: { block: HourBlock; second: number; zone: string }): JSX.Element {
  const { slot } = block;
  const place = { left: `${block.left * 100}%`, width: `${block.width * 100}%` };
  const isNow = slot.start <= second && second < slot.end;
  const when = slot.end <= second ? "past" : isNow ? "now" : "";
  if (slot.kind === "gap")
    return (
      <div class={`block gap ${when}`} style={place}>
        <span>From the library</span>
      </div>
    );
  const { entry } = slot;
  const edges = `${block.isContinued ? "continued" : ""} ${block.goesOn ? "goes-on" : ""}`;
  return (
    <a
      class={`block ${entry.kind} ${when} ${edges}`}
      style={place}
      href={`/schedule/${entry.slug}`}
      title={`${clockLabel(slot.start, zone)} ${entry.title}`}
      aria-current={isNow ? "time" : undefined}
      tabIndex={block.isContinued ? -1 : undefined}
      aria-hidden={block.isContinued ? "true" : undefined}
    >
      <time>{block.isContinued ? "…" : clockLabel(slot.start, zone)}</time>
      <span class="what" dir="auto">
        {entry.title}
      </span>
      {entry.presenters.length > 0 && (
        <span class="who">
          <People people={entry.presenters} />
        </span>
      )}
    </a>
  );
}

function Row({ row, second, zone }: { row: HourRow; second: number; zone: string }): JSX.Element {
  const here = useRef<HTMLLIElement>(null);
  const hasNow = row.from <= second && second < row.to;
  useEffect(() => {
    if (hasNow && matchMedia("(min-width: 900px)").matches) here.current?.scrollIntoView({ block: "center" });
    // Only when the day is opened: a page must not move under a reader.
  }, []);
  const when = row.to <= second ? "past" : "";
  return (
    <li ref={here} class={`hour ${row.isQuiet ? "quiet-hours" : ""} ${when}`}>
      <span class="hour-label">{clockLabel(row.from, zone)}</span>
      <div class="track">
        {row.isQuiet && <span class="from-library">Until {clockLabel(row.to, zone)} from the library</span>}
        {row.blocks.map((block) => (
          <Block key={block.slot.start} block={block} second={second} zone={zone} />
        ))}
        {hasNow && (
          <i class="now-marker" style={{ left: `${((second - row.from) / (row.to - row.from)) * 100}%` }}>
            <b>{clockLabel(second, zone)}</b>
          </i>
        )}
      </div>
    </li>
  );
}

type DayGridProps = { bounds: DayBounds; slots: readonly Slot[]; zone: string };

/** A day on a wide screen: a row an hour, a minute as wide as the last one. Two minutes can be seen, and so can two hours. */
export function DayGrid({ bounds, slots, zone }: DayGridProps): JSX.Element {
  const second = nowSecond.value;
  return (
    <div class="day-grid">
      <div class="ruler" aria-hidden="true">
        {QUARTERS.map((minute) => (
          <span key={minute} style={{ left: `${(minute / 60) * 100}%` }}>
            :{String(minute).padStart(2, "0")}
          </span>
        ))}
      </div>
      <ol>
        {hourRows(bounds, slots).map((row) => (
          <Row key={row.from} row={row} second={second} zone={zone} />
        ))}
      </ol>
    </div>
  );
}
