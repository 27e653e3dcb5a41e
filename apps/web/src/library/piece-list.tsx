import type { Piece } from "@nonstop/contract/library";
import type { JSX } from "preact";
import { library } from "../control-room/desk-feed.ts";
import { nowSecond } from "../feed/clock.ts";
import { Card } from "../site/stripes.tsx";
import { counter } from "../time/wording.ts";
import { choice, choose, chosen, shown } from "./library-state.ts";
import { UploadPanel } from "./upload-panel.tsx";
import { SOURCE_WORDS } from "./piece-words.ts";
import { isBarred, ORDERS, PIECE_KINDS, tagsOf } from "./shown-pieces.ts";

const MAX_TAGS_SHOWN = 14;

function marksOf(piece: Piece): string[] {
  return [
    ...(piece.sourceKind === "file" ? [] : [SOURCE_WORDS[piece.sourceKind]]),
    ...(piece.filler ? ["Filler"] : []),
    ...piece.tags,
  ];
}

function Row({ piece }: { piece: Piece }): JSX.Element {
  const barred = isBarred(piece, nowSecond.value);
  return (
    <li>
      <button
        type="button"
        class="library-row"
        aria-pressed={chosen.value === piece.asset}
        onClick={() => choose(piece.asset)}
      >
        {piece.poster === undefined ? (
          <span class="thumb">
            <Card class="screen-card" />
          </span>
        ) : (
          <img class="thumb" src={`/${piece.poster}`} alt="" loading="lazy" />
        )}
        <span class="row-words">
          <bdi>{piece.title}</bdi>
          <small>
            {barred && <b class="barred">May not air now</b>}
            {marksOf(piece).join(" · ")}
          </small>
        </span>
        {piece.favourite && (
          <span class="star" role="img" aria-label="Favourite">
            ★
          </span>
        )}
        <span class="digits">{counter(piece.durationSeconds)}</span>
      </button>
    </li>
  );
}

function Choices(): JSX.Element {
  const { words, kind, tag, order } = choice.value;
  const change = (over: Partial<typeof choice.value>): void => {
    choice.value = { ...choice.value, ...over };
  };
  const tags = tagsOf(library.value).slice(0, MAX_TAGS_SHOWN);
  return (
    <search class="library-search">
      <input
        type="search"
        aria-label="Search the library"
        placeholder="Title, person, tag"
        value={words}
        onInput={(event) => change({ words: event.currentTarget.value })}
      />
      <select
        aria-label="Order"
        value={order}
        onChange={(event) => {
          const wish = Object.keys(ORDERS).find((name) => name === event.currentTarget.value);
          change({ order: wish === "title" || wish === "longest" ? wish : "newest" });
        }}
      >
        {Object.entries(ORDERS).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <div class="chips" role="group" aria-label="Kind">
        {Object.entries(PIECE_KINDS).map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={kind === name}
            onClick={() => change({ kind: kindOf(name) })}
          >
            {label}
          </button>
        ))}
      </div>
      {tags.length > 0 && (
        <div class="chips tags" role="group" aria-label="Tag">
          {tags.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={tag === name}
              onClick={() => change({ tag: tag === name ? undefined : name })}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </search>
  );
}

function kindOf(name: string): typeof choice.value.kind {
  switch (name) {
    case "favourite":
    case "filler":
    case "past":
    case "span":
    case "barred":
      return name;
    default:
      return "all";
  }
}

/** The pieces of the library, with what to find them by. */
export function PieceList(): JSX.Element {
  const pieces = shown.value;
  return (
    <section class="library-list" aria-label="Pieces">
      <UploadPanel />
      <Choices />
      <p class="quiet" role="status">
        {library.value.length === 0
          ? "The library is empty. Upload a film to begin."
          : pieces.length === 0
            ? "No piece fits. Take away a word or a filter."
            : `${pieces.length} of ${library.value.length}`}
      </p>
      <ul aria-label="Pieces">
        {pieces.map((piece) => (
          <Row key={piece.asset} piece={piece} />
        ))}
      </ul>
    </section>
  );
}
