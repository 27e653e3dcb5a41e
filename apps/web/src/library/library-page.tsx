import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DeskPage } from "../control-room/desk-page.tsx";
import { askSlowThings, library } from "../control-room/desk-feed.ts";
import { counter } from "../time/wording.ts";

/** The library as a page of the control room. */
export function LibraryPage(): JSX.Element {
  useEffect(() => void askSlowThings(), []);
  return (
    <DeskPage title="Library">
      {library.value.length === 0 && <p class="quiet">The library is empty.</p>}
      <ul class="pieces" aria-label="Pieces">
        {library.value.map((piece) => (
          <li key={piece.asset} class="piece">
            <bdi>{piece.title}</bdi>
            {piece.filler && <span class="quiet">filler</span>}
            <span class="digits">{counter(piece.durationSeconds)}</span>
          </li>
        ))}
      </ul>
    </DeskPage>
  );
}
