import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { counter, startsWords } from "../time/wording.ts";
import { desk, library } from "./desk-feed.ts";
import { reported, titles } from "./monitors.tsx";
import { troubleWords } from "./room-trouble.ts";
import { roomsSeen, type RoomSeen } from "./rooms-seen.ts";
import { select, selected } from "./take-desk.ts";
import { sameTarget, shows, type Target, targetOf } from "./take-machine.ts";
import { roomTitle, stateWords } from "./words.ts";

export const rooms = computed<RoomSeen[]>(() =>
  desk.value === undefined ? [] : roomsSeen(desk.value, nowSecond.value),
);

/** Everything that can be taken, in the order in which arrows go. */
export const targets = computed<Target[]>(() => [
  ...rooms.value.map(({ status }) => targetOf(status)),
  { kind: "slate" },
  ...library.value.map((piece): Target => ({ kind: "asset", asset: piece.asset })),
]);

const QUIETEST_DBFS = -60;
const HOT_DBFS = -3;

/** Peak of the newest second, -60 to 0 dBFS. */
function Meter({ peak }: { peak: number | undefined }): JSX.Element {
  const share = peak === undefined ? 0 : Math.min(1, Math.max(0, 1 - peak / QUIETEST_DBFS));
  const words = peak === undefined ? "No sound" : `${Math.round(peak)} dBFS`;
  return (
    <span
      class={`meter ${peak !== undefined && peak > HOT_DBFS ? "hot" : ""}`}
      role="img"
      aria-label={words}
      title={words}
    >
      <i style={{ "--level": share.toFixed(3) }} />
    </span>
  );
}

/** Selection and tally of a source, for its button. */
function marks(target: Target): { class: string; isSelected: boolean; isOnAir: boolean } {
  const isSelected = selected.value !== undefined && sameTarget(selected.value, target);
  const isOnAir = reported.value !== undefined && shows(reported.value, target);
  return { class: `${isSelected ? "in-preview" : ""} ${isOnAir ? "on-air" : ""}`, isSelected, isOnAir };
}

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
        {status.state === "live" && <Meter peak={status.peakDbfs} />}
        <span class="tile-what">
          {trouble !== undefined && <span class="tile-trouble">{trouble} </span>}
          <bdi>{status.problem ?? airingWords(seen, name, nowSecond.value)}</bdi>
        </span>
      </button>
    </li>
  );
}

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

export function LibraryPanel(): JSX.Element {
  return (
    <section class="panel library-panel" aria-label="Library">
      <h2>Library</h2>
      {library.value.length === 0 && <p class="quiet">The library is empty.</p>}
      <ul class="pieces">
        {library.value.map((piece) => {
          const target: Target = { kind: "asset", asset: piece.asset };
          const mark = marks(target);
          return (
            <li key={piece.asset}>
              <button
                type="button"
                class={`piece ${mark.class}`}
                aria-pressed={mark.isSelected}
                onClick={() => select(target)}
              >
                <bdi>{piece.title}</bdi>
                {piece.filler && <span class="quiet">filler</span>}
                <span class="digits">{counter(piece.durationSeconds)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
