import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { askSlowThings } from "../control-room/desk-feed.ts";
import { DeskPage } from "../control-room/desk-page.tsx";
import { askDetail, chosen, readChosen } from "./library-state.ts";
import { PieceDetail } from "./piece-detail.tsx";
import { PieceList } from "./piece-list.tsx";
import "./library.css";

const EVERY_MS = 15_000;

/** The library: what there is, how it looks, what is known of it. */
export function LibraryPage(): JSX.Element {
  useEffect(() => {
    const end = new AbortController();
    const read = (): void => {
      void askSlowThings();
      void askDetail();
    };
    read();
    readChosen();
    addEventListener("popstate", readChosen, { signal: end.signal });
    const timer = setInterval(read, EVERY_MS);
    return () => {
      end.abort();
      clearInterval(timer);
    };
  }, []);
  return (
    <DeskPage title="Library">
      <div class={`library ${chosen.value === undefined ? "" : "has-open"}`}>
        <PieceList />
        <PieceDetail />
      </div>
    </DeskPage>
  );
}
