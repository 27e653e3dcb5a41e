import type { Pull } from "@nonstop/contract/pull";
import { isInputRoom } from "@nonstop/contract/room-names";
import type { EventRecord } from "../events/event-record.ts";
import type { OnAirWindow } from "../steps/going-live.ts";

/** Ingest is told so long before, and asks every few seconds. */
const TOLD_AHEAD_SECONDS = 120;

/** What ingest is to pull of the live input of an event around `second`, while its window is open; nothing without a token. Pure. */
export function inputPull(
  { known: { input } }: EventRecord,
  window: OnAirWindow | undefined,
  second: number,
): Pull[] {
  if (window === undefined || !isInputRoom(window.room) || input?.token === undefined) return [];
  const { fromMs, toMs, room } = window;
  const [from, to] = [fromMs / 1000, toMs / 1000];
  if (from > second + TOLD_AHEAD_SECONDS || to <= second || input.token.expires <= second) return [];
  const url = input.playback.replace(`/${input.id}/`, `/${input.token.value}/`);
  return [{ room, url, from, to, isInput: true }];
}
