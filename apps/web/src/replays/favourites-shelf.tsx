import type { ShelfEntry } from "@nonstop/contract/shelf";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { askShelf } from "./ask-shelf.ts";
import { ShelfCard } from "./shelf-card.tsx";
import "./replays.css";

const EVERY_MS = 60_000;
const SHOWN = 12;

/** The shelf of favourites, below the player. A station without favourites has none. */
export function FavouritesShelf(): JSX.Element | null {
  const entries = useSignal<readonly ShelfEntry[]>([]);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const answer = await askShelf({ kind: "favourite", limit: SHOWN });
      if (answer.kind === "ok") entries.value = answer.value.entries;
    };
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (entries.value.length === 0) return null;
  return (
    <section class="shelf" aria-labelledby="favourites">
      <header>
        <h2 id="favourites">Favourites</h2>
        <a href="/replays">All replays</a>
      </header>
      <ul class="shelf-row" tabIndex={0} aria-label="Favourites">
        {entries.value.map((entry) => (
          <li key={entry.slug}>
            <ShelfCard entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}
