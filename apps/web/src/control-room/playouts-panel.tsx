import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { counter } from "../time/wording.ts";
import { desk } from "./desk-feed.ts";

/** A playout that reports nothing for this long counts as silent. Milliseconds. */
const PLAYOUT_SILENT_MS = 5000;

/** The state of each playout. */
export function PlayoutsPanel(): JSX.Element {
  const playouts = desk.value?.playouts ?? [];
  const nowMs = nowSecond.value * 1000;
  return (
    <section class="panel playouts-panel" aria-label="Playouts">
      <h2>Playouts</h2>
      {playouts.length === 0 && (
        <p class="quiet">No playout is connected. The edge airs the slate by itself.</p>
      )}
      <ul>
        {playouts.map((playout) => {
          const silentMs = nowMs - playout.seenMs;
          const isSilent = silentMs > PLAYOUT_SILENT_MS;
          return (
            <li key={playout.playout} class={isSilent ? "trouble" : ""}>
              <b>{playout.playout}</b>
              <span>
                {isSilent
                  ? `silent for ${counter(silentMs / 1000)}`
                  : playout.ingestConnected
                    ? "well"
                    : "cut off from ingest"}
              </span>
              <small class="quiet">
                rundown {playout.rundownVersion}, clock {Math.round(playout.clockOffsetMs)} ms,{" "}
                {Math.round(playout.assetsAheadSeconds)} s ahead, {Math.round(playout.residentBytes / 1e6)} MB
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
