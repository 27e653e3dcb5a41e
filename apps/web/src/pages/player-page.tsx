import type { JSX } from "preact";
import { Evening } from "../player/evening.tsx";
import { OnNow } from "../player/on-now.tsx";
import { Picture } from "../player/picture.tsx";
import { onScreen } from "../player/picture-time.ts";
import "../styles/player.css";

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
    </div>
  );
}
