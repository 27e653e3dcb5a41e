import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import type { Take, Rundown } from "@nonstop/contract/rundown";
import { warningsOf } from "./warnings.ts";

/** A control room needs only the near future. The state is sent every second, so it must stay small. */
const RUNDOWN_BACK_SECONDS = 3600;
const RUNDOWN_AHEAD_SECONDS = 43_200;
/** Half a day of short fillers can be a thousand items. The desk lists forty. */
const ITEMS_BACK = 10;
const ITEMS_AHEAD = 120;

/** What the channel knows, and control rooms are to be told. */
export type ControlFacts = {
  nowMs: number;
  /** The station's: warnings tell times in it. */
  timezone: string;
  openSecond: number;
  onAir: CommittedSecond;
  rundown: Rundown | undefined;
  takes: Take[];
  playouts: ControlRoomState["playouts"];
  unproposedSince: number | undefined;
  segmentsWaiting: number;
};

/** Builds the state that a control room shows from what the channel knows. */
export function controlStateOf(o: ControlFacts): ControlRoomState {
  const { nowMs, openSecond, onAir, takes, playouts } = o;
  const rundown = o.rundown === undefined ? undefined : rundownAround(o.rundown, nowMs / 1000);
  return {
    nowMs,
    openSecond,
    onAir,
    ...(rundown === undefined ? {} : { rundown }),
    takes,
    playouts,
    warnings: warningsOf(o),
    dismissed: 0,
  };
}

/** The part of a rundown that a control room works with: at most an hour back and half a day ahead, in few items. */
export function rundownAround(rundown: Rundown, nowSeconds: number): Rundown | undefined {
  const from = Math.max(rundown.from, Math.floor(nowSeconds) - RUNDOWN_BACK_SECONDS);
  const to = Math.min(rundown.to, Math.floor(nowSeconds) + RUNDOWN_AHEAD_SECONDS);
  const near = rundown.items.filter((item) => item.start < to && item.end > from);
  const at = near.findIndex((item) => item.end > nowSeconds);
  const items = near.slice(Math.max(0, at - ITEMS_BACK), Math.max(0, at) + ITEMS_AHEAD);
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { ...rundown, from: first.start, to: last.end, items };
}
