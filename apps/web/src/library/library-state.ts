import { computed, signal } from "@preact/signals";
import { PieceDetail } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { library } from "../control-room/desk-feed.ts";
import { closesSession } from "../control-room/session.ts";
import { ask } from "../feed/door.ts";
import { nowSecond } from "../feed/clock.ts";
import { type Choice, shownPieces } from "./shown-pieces.ts";

/** What is searched for. */
export const choice = signal<Choice>({ words: "", kind: "all", tag: undefined, order: "newest" });

/** The name of the piece that is open. It stands in the address. */
export const chosen = signal<string | undefined>(undefined);

/** The open piece with where it is used. Undefined until the station has told. */
export const detail = signal<PieceDetail | undefined>(undefined);

/** The pieces that are shown. Rights are looked at by the minute. */
const minute = computed(() => Math.floor(nowSecond.value / 60) * 60);
export const shown = computed(() => shownPieces(library.value, choice.value, minute.value));

/** Opens a piece, or none. */
export function choose(asset: string | undefined): void {
  const query = asset === undefined ? "" : `?piece=${asset}`;
  history.pushState(null, "", location.pathname + query);
  readChosen();
}

/** Opens the piece that the address names. */
export function readChosen(): void {
  const asset = new URLSearchParams(location.search).get("piece") ?? undefined;
  if (asset === chosen.value) return;
  chosen.value = asset;
  detail.value = undefined;
  void askDetail();
}

/** Asks for the open piece. */
export async function askDetail(): Promise<void> {
  const asset = chosen.value;
  if (asset === undefined) return;
  const answer = await ask(routes.piece(asset), PieceDetail);
  if (closesSession(answer) || chosen.value !== asset) return;
  if (answer.kind === "ok") detail.value = answer.value;
  // It was deleted, here or elsewhere.
  if (answer.kind === "refused" && answer.status === 404) choose(undefined);
}
