import type { PieceDetail as Detail, PieceUse } from "@nonstop/contract/library";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ownZone } from "../site/own-zone.ts";
import { lengthWords } from "../time/wording.ts";
import { wallDay } from "@nonstop/schedule/wall-time";
import { deletePiece } from "./change-piece.ts";
import { choose, chosen, detail } from "./library-state.ts";
import { PieceForm } from "./piece-form.tsx";
import { PiecePlayer } from "./piece-player.tsx";
import { ReplaceFile } from "./replace-file.tsx";
import { SOURCE_WORDS, useWords } from "./piece-words.ts";

function Uses({ uses }: { uses: readonly PieceUse[] }): JSX.Element {
  return (
    <section class="piece-uses" aria-label="Where it is used">
      <h3>Where it is used</h3>
      {uses.length === 0 && <p class="quiet">Nowhere.</p>}
      <ul>
        {uses.map((use) => {
          const { words, href } = useWords(use);
          return (
            <li key={words}>
              {href === undefined ? (
                words
              ) : (
                <a href={href}>
                  <bdi>{words}</bdi>
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Delete({ detail: { piece, uses } }: { detail: Detail }): JSX.Element {
  const isAsked = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const isUsed = uses.length > 0;
  const press = async (): Promise<void> => {
    if (!isAsked.value) isAsked.value = true;
    else {
      isAsked.value = false;
      problem.value = await deletePiece(piece.asset);
    }
  };
  return (
    <div class="piece-delete">
      <button type="button" class="small" disabled={isUsed} onClick={() => void press()}>
        {isAsked.value ? "Press again to delete it for good" : "Delete"}
      </button>
      {isAsked.value && (
        <button type="button" class="small" onClick={() => (isAsked.value = false)}>
          Keep it
        </button>
      )}
      <span class="quiet" role="status">
        {problem.value ?? (isUsed ? "It cannot be deleted while it is used." : "")}
      </span>
    </div>
  );
}

/** The piece that is open: how it looks, what is known of it, where it is used. */
export function PieceDetail(): JSX.Element {
  const open = detail.value;
  if (open === undefined)
    return (
      <section class="piece-detail empty" aria-label="Piece">
        <p class="quiet">{chosen.value === undefined ? "Choose a piece." : "Opening it."}</p>
      </section>
    );
  const { piece, uses } = open;
  return (
    <section class="piece-detail" aria-label="Piece" key={piece.asset}>
      <header>
        <button type="button" class="small back" onClick={() => choose(undefined)}>
          ← All pieces
        </button>
        <h2>
          <bdi>{piece.title}</bdi>
        </h2>
        <p class="quiet">
          {SOURCE_WORDS[piece.sourceKind]}, {lengthWords(piece.durationSeconds)}
          {piece.addedAt > 0 && `, in the library since ${wallDay(piece.addedAt, ownZone)}`}. Its name is{" "}
          <code>{piece.asset}</code>.
        </p>
      </header>
      <PiecePlayer piece={piece} />
      <PieceForm piece={piece} />
      <Uses uses={uses} />
      <ReplaceFile piece={piece} />
      <Delete detail={open} />
    </section>
  );
}
