import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { LevelMeter } from "../site/level-meter.tsx";
import { ownZone } from "../site/own-zone.ts";
import { counter, startsWords } from "../time/wording.ts";
import { clockLabel } from "../time/zone-day.ts";
import { desk, provisioning } from "./desk-feed.ts";
import { rooms, titles } from "./desk-state.ts";
import { eventOfRoom, MeetingMenu } from "./meeting-menu.tsx";
import { troubleWords } from "./room-trouble.ts";
import { previewOnlyWords } from "./room-window.ts";
import type { RoomSeen } from "./rooms-seen.ts";
import { marks } from "./source-marks.ts";
import { select } from "./take-desk.ts";
import { type Target, targetOf } from "./take-machine.ts";
import { roomTitle, stateWords } from "./words.ts";

const clock = (second: number): string => clockLabel(second, ownZone);

function airingWords({ airing }: RoomSeen, name: string, second: number): string {
  if (airing === undefined) return "In no rundown.";
  const title = airing.title === name ? "" : airing.title;
  if (airing.start <= second) return title === "" ? "On now by the rundown." : title;
  return `${title === "" ? "" : `${title}. `}${startsWords(airing.start - second)}.`;
}

function RoomTile({ seen, index }: { seen: RoomSeen; index: number }): JSX.Element {
  const { status } = seen;
  const target = targetOf(status);
  const mark = marks(target);
  const name = roomTitle(target, titles.value);
  const trouble = troubleWords(status);
  const previewOnly = previewOnlyWords(status, desk.value?.rundown, nowSecond.value, clock);
  const event = eventOfRoom(provisioning.value.events, status.room);
  const since = status.sinceMs === 0 ? undefined : counter(nowSecond.value - status.sinceMs / 1000);
  return (
    <li>
      <button
        type="button"
        class={`tile ${status.state} ${mark.class}`}
        aria-pressed={mark.isSelected}
        data-room={status.room}
        data-state={status.state}
        title={status.room}
        onClick={() => select(target)}
      >
        <span class="tile-head">
          {index < 9 && <kbd>{index + 1}</kbd>}
          <b>
            <bdi>{name}</bdi>
          </b>
          {mark.isOnAir && <span class="tag">On air</span>}
        </span>
        <span class="tile-state">
          {stateWords(status)}
          {since !== undefined && <span class="digits">{since}</span>}
        </span>
        {status.state === "live" && <LevelMeter peak={status.peakDbfs} />}
        <span class="tile-what">
          {trouble !== undefined && <span class="tile-trouble">{trouble} </span>}
          {previewOnly !== undefined && <span class="tile-trouble">{previewOnly} </span>}
          <bdi>{status.problem ?? airingWords(seen, name, nowSecond.value)}</bdi>
        </span>
      </button>
      {event !== undefined && <MeetingMenu event={event} />}
    </li>
  );
}

/** Every live room as a tile, and the slate. */
export function RoomsPanel(): JSX.Element {
  const slate: Target = { kind: "slate" };
  const mark = marks(slate);
  return (
    <section class="panel rooms-panel" aria-label="Rooms">
      <h2>Rooms</h2>
      {rooms.value.length === 0 && (
        <p class="quiet">No live room is known. Rooms appear when a playout sees them.</p>
      )}
      <ul class="tiles">
        {rooms.value.map((seen, index) => (
          <RoomTile key={seen.status.room} seen={seen} index={index} />
        ))}
        <li>
          <button
            type="button"
            class={`tile ${mark.class}`}
            aria-pressed={mark.isSelected}
            onClick={() => select(slate)}
          >
            <span class="tile-head">
              <kbd>0</kbd>
              <b>Slate</b>
              {mark.isOnAir && <span class="tag">On air</span>}
            </span>
            <span class="tile-state">always there</span>
            <span class="tile-what">The safe picture.</span>
          </button>
        </li>
      </ul>
    </section>
  );
}
