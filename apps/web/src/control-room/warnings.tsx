import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { comesLive } from "@nonstop/contract/rundown";
import type { Warning } from "@nonstop/contract/warning";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { dateLabel, dayOf } from "../time/zone-day.ts";
import { desk, provisioning } from "./desk-feed.ts";
import { reported, titles } from "./desk-state.ts";
import { onAirWarnings } from "./room-trouble.ts";
import { roomsSeen } from "./rooms-seen.ts";
import { dismiss, dismissProblem, recall } from "./warning-desk.ts";
import { groupsOf, type WarningGroup } from "./warning-groups.ts";
import { roomTitle } from "./words.ts";

/** So many kinds are shown at once. The rest is counted, and a press away. */
const MAX_SHOWN = 4;

/** Warnings about the room that is on air, by plan or by take. The page makes them itself, so they are not dismissed. */
function airWarnings(): Warning[] {
  const room = reported.value?.room;
  if (desk.value === undefined || room === undefined || !comesLive(room)) return [];
  const seen = roomsSeen(desk.value, nowSecond.value).find(({ status }) => status.room === room.room);
  return seen === undefined ? [] : onAirWarnings(seen.status, roomTitle(room, titles.value));
}

/** The day of a warning's programme; undefined when it is today's, whose time its words tell. */
function dayWords({ programme }: Warning): string | undefined {
  const start = programme?.start;
  if (start === undefined || dayOf(start, ownZone) === dayOf(nowSecond.value, ownZone)) return undefined;
  return dateLabel(start, ownZone);
}

function Line({ warning, more }: { warning: Warning; more?: JSX.Element | false }): JSX.Element {
  const day = dayWords(warning);
  return (
    <li data-weight={warning.weight}>
      <p>
        {day !== undefined && <time>{day}</time>} <bdi>{warning.message}</bdi>{" "}
        {warning.cure !== undefined && <span class="cure">{warning.cure}</span>}
      </p>
      {more}
      {warning.code !== "room-in-trouble" && (
        <button
          type="button"
          class="small"
          aria-label={`Dismiss: ${warning.message}`}
          onClick={() => void dismiss(warning)}
        >
          Dismiss
        </button>
      )}
    </li>
  );
}

function Group({ group }: { group: WarningGroup }): JSX.Element {
  const isOpen = useSignal(false);
  const { first, others } = group;
  const more = others.length > 0 && (
    <button
      type="button"
      class="small"
      aria-expanded={isOpen.value}
      onClick={() => (isOpen.value = !isOpen.value)}
    >
      {isOpen.value ? "Fold" : `${others.length} more like it`}
    </button>
  );
  return (
    <>
      <Line warning={first} more={more} />
      {isOpen.value && others.map((warning) => <Line key={warning.id} warning={warning} />)}
    </>
  );
}

/** All warnings of the desk, at its top: by kind, the heaviest first. */
export function Warnings(): JSX.Element | null {
  const showsAll = useSignal(false);
  const ofStation = [...(desk.value?.warnings ?? []), ...provisioning.value.warnings];
  const groups = groupsOf([...airWarnings(), ...ofStation]);
  const dismissed = (desk.value?.dismissed ?? 0) + provisioning.value.dismissed;
  if (groups.length === 0 && dismissed === 0) return null;
  const shown = showsAll.value ? groups : groups.slice(0, MAX_SHOWN);
  const hidden = groups.slice(shown.length).reduce((sum, { others }) => sum + 1 + others.length, 0);
  const { moreWarnings } = provisioning.value;
  return (
    <section class="warnings">
      {groups.length > 0 && (
        <ul tabIndex={0} aria-label="Warnings">
          {shown.map((group) => (
            <Group key={group.code} group={group} />
          ))}
        </ul>
      )}
      <p class="warnings-foot">
        {groups.length > MAX_SHOWN && (
          <button type="button" class="small" onClick={() => (showsAll.value = !showsAll.value)}>
            {showsAll.value ? "Fewer" : `${hidden} more`}
          </button>
        )}
        {showsAll.value && moreWarnings > 0 && <span>{moreWarnings} more are left out.</span>}
        {dismissed > 0 && (
          <>
            <span>{dismissed} dismissed</span>
            <button type="button" class="small" onClick={() => void recall()}>
              Show again
            </button>
          </>
        )}
        {dismissProblem.value !== undefined && <span class="problem">{dismissProblem.value}</span>}
      </p>
    </section>
  );
}
