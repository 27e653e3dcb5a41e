import type { JSX } from "preact";
import type { GuideEntry } from "@nonstop/contract/guide";
import { shownZone } from "../feed/zone.ts";
import { clockLabel } from "../time/zone-day.ts";
import "./pieces.css";

type PiecesProps = { pieces: GuideEntry["pieces"]; second: number };

/** The pieces of a block, each with the time at which it begins. Nothing for what is no block. */
export function Pieces({ pieces = [], second }: PiecesProps): JSX.Element | null {
  if (pieces.length === 0) return null;
  return (
    <ol class="pieces" aria-label="Pieces">
      {pieces.map(({ title, start, end }) => (
        <li
          key={start}
          class={end <= second ? "past" : ""}
          aria-current={start <= second && second < end ? "time" : undefined}
        >
          <time>{clockLabel(start, shownZone.value)}</time> <bdi>{title}</bdi>
        </li>
      ))}
    </ol>
  );
}
