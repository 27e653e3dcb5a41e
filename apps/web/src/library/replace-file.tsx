import type { Piece } from "@nonstop/contract/library";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { sendFilm } from "./uploads.ts";

/** Gives a piece new media under its name. What is known of it stays. */
export function ReplaceFile({ piece }: { piece: Piece }): JSX.Element {
  const said = useSignal("");
  return (
    <div class="piece-delete">
      <label class="small file-key">
        Replace the file
        <input
          type="file"
          accept="video/*,.mkv,.mxf,.ts,.m2ts"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file === undefined) return;
            said.value = "It is being uploaded. The piece airs as it is until the new one is there.";
            void sendFilm(file, { title: piece.title, replaces: piece.asset });
          }}
        />
      </label>
      <span class="quiet" role="status">
        {said.value}
      </span>
    </div>
  );
}
