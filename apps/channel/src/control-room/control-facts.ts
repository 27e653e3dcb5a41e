import { secondOf } from "@nonstop/contract/time";
import { clock } from "@nonstop/door/clock";
import type { PlayoutSockets } from "../playouts/playout-sockets.ts";
import type { RundownInForce } from "../rundown/rundown-in-force.ts";
import type { SecondRow } from "../seconds/second-row.ts";
import { slateSince } from "../seconds/second-store.ts";
import type { SegmentWriter } from "../seconds/segment-writer.ts";
import type { Takes } from "../takes/takes.ts";
import type { ControlFacts } from "./control-state.ts";

/** The parts of a channel that a control room is told about. */
type Parts = {
  sql: SqlStorage;
  row: SecondRow;
  rundown: Pick<RundownInForce, "known">;
  takes: Pick<Takes, "standing">;
  playouts: Pick<PlayoutSockets, "statuses">;
  segments: Pick<SegmentWriter, "waiting">;
};

/** What a control room is told, as it is now. */
export function controlFacts(o: Parts): Omit<ControlFacts, "timezone"> {
  const nowMs = clock.nowMs();
  const { edge } = o.row.advance(nowMs);
  return {
    nowMs,
    openSecond: edge,
    onAir: o.row.asListed(edge - 1),
    rundown: o.rundown.known,
    takes: o.takes.standing(secondOf(nowMs)),
    playouts: o.playouts.statuses(),
    unproposedSince: slateSince(o.sql, edge),
    segmentsWaiting: o.segments.waiting,
  };
}
