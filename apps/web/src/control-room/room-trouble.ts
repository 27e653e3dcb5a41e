import type { RoomStatus } from "@nonstop/contract/room";
import { Trouble } from "@nonstop/contract/trouble";
import { weightOf, type Warning } from "@nonstop/contract/warning";
import { spanWords } from "../time/wording.ts";

const CODE = "room-in-trouble";
/** A shorter trouble is only a cut between pictures or a breath. */
const WORTH_SAYING_SECONDS = 3;
/** Seconds of a trouble on air after which we warn. Slides stand still and people pause, so these limits differ. */
const WORTH_A_WARNING: Readonly<Record<Trouble, number>> = { black: 10, frozen: 60, silent: 30 };

/** The troubles of a room up to its newest second, with their seconds. A black picture also stands still, but counts as black only. */
function lastingTroubles({ state, newestSecond, troubles }: RoomStatus): [Trouble, number][] {
  if (state !== "live" || newestSecond === undefined) return [];
  const lasting = Trouble.options.flatMap((trouble): [Trouble, number][] => {
    const span = troubles?.[trouble]?.at(-1);
    return span === undefined || span[1] <= newestSecond ? [] : [[trouble, span[1] - span[0]]];
  });
  const isBlack = lasting.some(([trouble]) => trouble === "black");
  return lasting.filter(([trouble]) => trouble !== "frozen" || !isBlack);
}

/** The troubles of a room for its tile: "Black for 12 s, silent for 40 s."; undefined when all is well. */
export function troubleWords(status: RoomStatus): string | undefined {
  const said = lastingTroubles(status).filter(([, seconds]) => seconds >= WORTH_SAYING_SECONDS);
  if (said.length === 0) return undefined;
  const words = said.map(([trouble, seconds]) => `${trouble} for ${spanWords(seconds)}`).join(", ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Warnings about a room that is on air, one for each lasting trouble. */
export function onAirWarnings(status: RoomStatus, title: string): Warning[] {
  return lastingTroubles(status)
    .filter(([trouble, seconds]) => seconds >= WORTH_A_WARNING[trouble])
    .map(([trouble]) => ({
      id: `${CODE}:${status.room}:${trouble}`,
      code: CODE,
      weight: weightOf(CODE),
      message: `${title} is on air and has been ${trouble} for a while.`,
      cure: "Ask whoever is there, or take another room.",
    }));
}
