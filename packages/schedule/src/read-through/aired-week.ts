import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { RoomId } from "@nonstop/contract/names";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import { comesLive, type Item, type Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { compileRundown, type CompileAnswer } from "../compile-rundown.ts";
import type { DecideInput } from "../decide.ts";
import { simulate } from "../simulate.ts";

/** The window's rundown, by the function that compiles what airs. */
export function compileAhead(facts: ReadThroughFacts): CompileAnswer {
  const { channel, from, to, airings, pieces, upstreamDelaySeconds, margins } = facts;
  const { timezone, programming, aired } = facts;
  return compileRundown({
    channel,
    version: 1,
    now: from,
    to,
    inForce: undefined,
    airings,
    assets: new Map(pieces.map((piece) => [piece.asset, piece])),
    filling: { library: pieces, programming, timezone, aired: new Map(Object.entries(aired)) },
    upstreamDelaySeconds,
    margins,
  });
}

/** What airs in the window, second by second, when every live room is there. */
export function airAsPlanned(rundown: Rundown, facts: ReadThroughFacts): AsRunSpan[] {
  return simulate(everythingIsThere(rundown, facts, undefined), facts.from, facts.to);
}

/** What airs in place of a live item when its room is not there at all. */
export function airWithout(item: Item, rundown: Rundown, facts: ReadThroughFacts): AsRunSpan[] {
  const missing = comesLive(item.room) ? item.room.room : undefined;
  const input = everythingIsThere(rundown, facts, missing);
  return simulate(input, Math.max(item.start, facts.from), Math.min(item.end, facts.to));
}

function everythingIsThere(
  rundown: Rundown,
  { pieces, from, to }: ReadThroughFacts,
  missing: RoomId | undefined,
): DecideInput {
  const rooms = rundown.items.flatMap(({ room }) => (comesLive(room) ? [room.room] : []));
  // Rooms are open early: their first seconds are clean.
  const always: readonly [Second, Second][] = [[rundown.from - 60, Math.max(to, from)]];
  const lengths = new Map(pieces.map(({ asset, durationSeconds }) => [asset, durationSeconds]));
  return {
    rundown,
    takes: [],
    offers: new Map(rooms.filter((room) => room !== missing).map((room) => [room, always])),
    troubles: new Map(),
    attended: new Set(rooms),
    hasAssetSecond: (asset, second) => second < (lengths.get(asset) ?? 0),
  };
}
