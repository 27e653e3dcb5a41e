import { routes } from "@nonstop/contract/routes";
import type { Piece } from "@nonstop/contract/library";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { attachReplay, type ReplayState } from "../playback/replay-player.ts";
import { MarkPanel } from "../marking/mark-panel.tsx";
import { changePiece, putPoster } from "./change-piece.ts";
import { frameOf } from "./frame-of.ts";

const WORDS: Readonly<Record<ReplayState, string>> = {
  loading: "Finding the tape.",
  ready: "",
  none: "There is no picture of this piece.",
  away: "The player could not be loaded.",
};

/** Plays a piece. What is seen can be its picture, a break point, or the beginning and end of a segment. */
export function PiecePlayer({ piece }: { piece: Piece }): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const state = useSignal<ReplayState>("loading");
  const said = useSignal("");
  useEffect(() => {
    const media = video.current;
    if (media === null) return undefined;
    state.value = "loading";
    return attachReplay(media, routes.piecePreview(piece.asset), (next) => (state.value = next));
  }, [piece.asset]);
  const second = (): number => Math.floor(video.current?.currentTime ?? 0);
  const tell = async (deed: Promise<string | undefined>, done: string): Promise<void> => {
    said.value = (await deed) ?? done;
  };
  const takeFrame = async (): Promise<void> => {
    const frame = video.current === null ? undefined : await frameOf(video.current);
    if (frame === undefined) said.value = "There is no picture yet. Play the piece first.";
    else await tell(putPoster(piece.asset, frame), "This frame is its picture now.");
  };
  const addBreak = (): void => {
    const breaks = [...new Set([...piece.breaks, second()])].filter((at) => at > 0).sort((a, b) => a - b);
    void tell(changePiece(piece.asset, { breaks }), "A break may come here now.");
  };
  return (
    <section class="piece-player" aria-label="Player" data-state={state.value}>
      <div class="screen">
        <video ref={video} playsInline controls preload="metadata" aria-label={piece.title} />
        {state.value !== "ready" && (
          <div class="no-picture">
            <span role="status">{WORDS[state.value]}</span>
          </div>
        )}
      </div>
      <div class="player-deeds">
        <button type="button" class="small" onClick={() => void takeFrame()}>
          Use this frame as its picture
        </button>
        <button type="button" class="small" onClick={addBreak}>
          Break point here
        </button>
        <label class="small file-key">
          Upload a picture
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            onChange={(event) => {
              const picture = event.currentTarget.files?.[0];
              if (picture !== undefined)
                void tell(putPoster(piece.asset, picture), "That is its picture now.");
            }}
          />
        </label>
        {piece.poster !== undefined && (
          <button
            type="button"
            class="small"
            onClick={() => void tell(putPoster(piece.asset, undefined), "It has no picture now.")}
          >
            No picture
          </button>
        )}
      </div>
      {said.value !== "" && <p role="status">{said.value}</p>}
      <MarkPanel
        of={{ kind: "piece", asset: piece.asset }}
        second={() => second()}
        length={piece.durationSeconds}
        title={piece.title}
      />
    </section>
  );
}
