import type { ShelfEntry } from "@nonstop/contract/shelf";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { shownZone } from "../feed/zone.ts";
import { askShelf } from "./ask-shelf.ts";
import { byMonth } from "./months.ts";
import { ShelfCard } from "./shelf-card.tsx";
import "./replays.css";

const FAVOURITES = 100;
const PAGE = 48;
/** Whoever types is not asked for with every key. */
const TYPING_MS = 250;

type Read = { favourites: readonly ShelfEntry[]; aired: readonly ShelfEntry[]; next: string | undefined };

function Cards({ entries, label }: { entries: readonly ShelfEntry[]; label: string }): JSX.Element {
  return (
    <ul class="shelf-grid" aria-label={label}>
      {entries.map((entry) => (
        <li key={`${entry.kind} ${entry.slug} ${entry.at}`}>
          <ShelfCard entry={entry} />
        </li>
      ))}
    </ul>
  );
}

/** `/replays`: favourites, then all that has aired, by month, as far back as the station keeps it. */
export function ReplaysPage(): JSX.Element {
  const words = useSignal("");
  const read = useSignal<Read | undefined>(undefined);
  const isAway = useSignal(false);
  useEffect(() => {
    let isOld = false;
    const look = async (): Promise<void> => {
      const [favourites, aired] = await Promise.all([
        askShelf({ kind: "favourite", words: words.value, limit: FAVOURITES }),
        askShelf({ kind: "airing", words: words.value, limit: PAGE }),
      ]);
      if (isOld) return;
      isAway.value = favourites.kind !== "ok" || aired.kind !== "ok";
      if (favourites.kind !== "ok" || aired.kind !== "ok") return;
      read.value = {
        favourites: favourites.value.entries,
        aired: aired.value.entries,
        next: aired.value.next,
      };
    };
    const timer = setTimeout(() => void look(), read.value === undefined ? 0 : TYPING_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [words.value]);
  const earlier = async (): Promise<void> => {
    const { value: shown } = read;
    if (shown?.next === undefined) return;
    const answer = await askShelf({ kind: "airing", words: words.value, after: shown.next, limit: PAGE });
    if (answer.kind === "ok" && read.value === shown)
      read.value = {
        ...shown,
        aired: [...shown.aired, ...answer.value.entries],
        next: answer.value.next,
      };
  };
  const shown = read.value;
  const isEmpty = shown !== undefined && shown.favourites.length + shown.aired.length === 0;
  return (
    <div class="replays-page">
      <header>
        <h1 class="title">Replays</h1>
        <search>
          <input
            type="search"
            aria-label="Search replays"
            placeholder="A title or a name"
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </search>
      </header>
      {isAway.value && <p role="status">The station does not answer just now. Try again in a moment.</p>}
      {isEmpty && (
        <p role="status">
          {words.value.trim() === ""
            ? "Nothing has aired yet that can be watched again."
            : "Nothing by these words."}
        </p>
      )}
      {shown !== undefined && shown.favourites.length > 0 && (
        <section aria-label="Favourites">
          <h2>Favourites</h2>
          <Cards entries={shown.favourites} label="Favourites" />
        </section>
      )}
      {shown !== undefined &&
        byMonth(shown.aired, shownZone.value).map(({ name, entries }) => (
          <section key={name} aria-label={name}>
            <h2>{name}</h2>
            <Cards entries={entries} label={name} />
          </section>
        ))}
      {shown?.next !== undefined && (
        <button type="button" class="key" onClick={() => void earlier()}>
          Earlier
        </button>
      )}
    </div>
  );
}
