import type { JSX } from "preact";
import { counter } from "../time/wording.ts";
import { library } from "./desk-feed.ts";
import { marks } from "./source-marks.ts";
import { select } from "./take-desk.ts";
import type { Target } from "./take-machine.ts";

/** The pieces of the library, for taking. */
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
