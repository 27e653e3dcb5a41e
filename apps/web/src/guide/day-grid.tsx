import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { hourRows, type HourBlock, type HourRow } from "./hour-rows.ts";
import { langOf } from "../programme/language.ts";
import type { Slot } from "./slots.ts";
import { People } from "../programme/people.tsx";
import { clockLabel, type DayBounds } from "../time/zone-day.ts";

/** Six minutes: on the narrowest screen that has a grid, what is longer has room for its title. */
const SHORT_SHARE = 0.1;
/** The same where it goes on from the row above: there it also says since when. */
const SHORT_CONTINUED_SHARE = 0.15;
/** From this share of the row on, the marker shows its time on its left, where there is room. */
const LATE_SHARE = 0.94;
const QUARTERS = [0, 15, 30, 45];

/** True when a block is too narrow for a title, which then stands on the line beneath. */
function isShort(block: HourBlock): boolean {
  const least = block.isContinued ? SHORT_CONTINUED_SHARE : SHORT_SHARE;
  return block.slot.kind === "programme" && block.width < least;
}

function Block({ block, second, zone }: { block: HourBlock; second: number; zone: string }): JSX.Element {
  const { slot } = block;
  const place = { left: `${block.left * 100}%`, width: `${block.width * 100}%` };
  const isNow = slot.start <= second && second < slot.end;
  const when = slot.end <= second ? "past" : isNow ? "now" : "";
  if (slot.kind === "gap")
    return (
      <div class={`hour-block gap ${when}`} style={place}>
        <span class="block-text">
          <span>From the library</span>
        </span>
      </div>
    );
  const { entry } = slot;
  const isElsewhere = block.isContinued || isShort(block);
  const edges = `${block.isContinued ? "continued" : ""} ${block.goesOn ? "goes-on" : ""} ${isShort(block) ? "short" : ""}`;
  return (
    <a
      class={`hour-block ${entry.kind} ${when} ${edges}`}
      style={place}
      href={`/schedule/${entry.slug}`}
      title={`${clockLabel(slot.start, zone)} ${entry.title}`}
      aria-current={isNow ? "time" : undefined}
      tabIndex={isElsewhere ? -1 : undefined}
      aria-hidden={isElsewhere ? "true" : undefined}
    >
      <span class="block-text">
        <time>
          {block.isContinued ? `since ${clockLabel(slot.start, zone)}` : clockLabel(slot.start, zone)}
        </time>
        <span class="what">
          <bdi lang={langOf(entry.language)}>{entry.title}</bdi>
        </span>
        {entry.presenters.length > 0 && (
          <span class="who">
            <People people={entry.presenters} />
          </span>
        )}
        {entry.repeatOf !== undefined && <span class="who">Repeat</span>}
        {entry.pieces !== undefined && entry.pieces.length > 0 && (
          <span class="who">
            <bdi>{entry.pieces.map(({ title }) => title).join(" · ")}</bdi>
          </span>
        )}
      </span>
    </a>
  );
}

type RowProps = { row: HourRow; isFirst: boolean; second: number; zone: string };

function Row({ row, isFirst, second, zone }: RowProps): JSX.Element {
  const hasNow = row.from <= second && second < row.to;
  const at = (second - row.from) / (row.to - row.from);
  const when = row.to <= second ? "past" : "";
  // What goes on from the row above has its title there, if that row is shown.
  const shorts = row.blocks.filter((block) => isShort(block) && (isFirst || !block.isContinued));
  return (
    <li class={`hour ${row.isQuiet ? "quiet-hours" : ""} ${when}`}>
      <span class="hour-label">{clockLabel(row.from, zone)}</span>
      <div class="track">
        {row.isQuiet && <span class="from-library">Until {clockLabel(row.to, zone)} from the library</span>}
        {row.blocks.map((block) => (
          <Block key={block.slot.start} block={block} second={second} zone={zone} />
        ))}
        {hasNow && (
          <i class={`now-marker ${at > LATE_SHARE ? "late" : ""}`} style={{ left: `${at * 100}%` }}>
            <b>{clockLabel(second, zone)}</b>
          </i>
        )}
      </div>
      {shorts.length > 0 && <Shorts blocks={shorts} second={second} zone={zone} />}
    </li>
  );
}

/** The programmes that are too narrow for a title on the track, named on a line beneath it. */
function Shorts({
  blocks,
  second,
  zone,
}: {
  blocks: readonly HourBlock[];
  second: number;
  zone: string;
}): JSX.Element {
  return (
    <div class="shorts">
      {blocks.map(({ slot }) =>
        slot.kind === "gap" ? null : (
          <a
            key={slot.start}
            class={`${slot.entry.kind} ${slot.end <= second ? "past" : slot.start <= second ? "now" : ""}`}
            href={`/schedule/${slot.entry.slug}`}
            aria-current={slot.start <= second && second < slot.end ? "time" : undefined}
          >
            <time>{clockLabel(slot.start, zone)}</time>{" "}
            <bdi lang={langOf(slot.entry.language)}>{slot.entry.title}</bdi>
          </a>
        ),
      )}
    </div>
  );
}

type DayGridProps = { bounds: DayBounds; slots: readonly Slot[]; zone: string; hidesPast: boolean };

/** A day on a wide screen, one row for each hour. Every minute has the same width, so that two minutes and two hours both show. */
export function DayGrid({ bounds, slots, zone, hidesPast }: DayGridProps): JSX.Element {
  const second = nowSecond.value;
  const rows = hourRows(bounds, slots).filter((row) => !hidesPast || row.to > second);
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
        {rows.map((row, index) => (
          <Row key={row.from} row={row} isFirst={index === 0} second={second} zone={zone} />
        ))}
      </ol>
    </div>
  );
}
