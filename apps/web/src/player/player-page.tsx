import type { JSX } from "preact";
import { Evening } from "./evening.tsx";
import { OnNow } from "./on-now.tsx";
import { FavouritesShelf } from "../replays/favourites-shelf.tsx";
import { Picture } from "./picture.tsx";
import { onScreen } from "./picture-time.ts";
import "./player.css";

function About(): JSX.Element | null {
  const entry = onScreen.value?.entry;
  if (entry === undefined || entry.summary === "") return null;
  return (
    <section class="about" aria-label="About the programme">
      <p dir="auto">{entry.summary}</p>
    </section>
  );
}

/** `/`: the channel, what is on, and what comes. */
export function PlayerPage(): JSX.Element {
  return (
    <div class="watch">
      <Picture />
      <div class="stage">
        <OnNow />
      </div>
      <About />
      <Evening />
      <FavouritesShelf />
    </div>
  );
}
