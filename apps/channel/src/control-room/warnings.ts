import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import { heldInVainWarning, type HeldInput } from "./held-in-vain.ts";

/** A playout sends its status every second. After this long without one we do not rely on it. */
const SILENT_MS = 5000;
const RUNDOWN_ENDS_SOON_SECONDS = 3600;
const SEGMENTS_WAITING = 3;
/** A source is pulled this long before its show begins. */
const SOURCE_BEFORE_SECONDS = 30;

export type WarningInput = HeldInput & {
  playouts: ControlRoomState["playouts"];
  /** First second of the slate that is on air because nobody proposed. */
  unproposedSince: number | undefined;
  segmentsWaiting: number;
};

/** Sentences that tell a producer what is wrong, worst first. */
export function warningsOf(input: WarningInput): string[] {
  const { nowMs, playouts, rundown } = input;
  const held = heldInVainWarning(input);
  const warnings = held === undefined ? [] : [held];
  if (input.unproposedSince !== undefined) {
    const since = new Date(input.unproposedSince * 1000).toISOString().slice(11, 19);
    warnings.push(`Slate is on air since ${since} UTC because no playout proposed anything.`);
  }
  if (playouts.length === 0) warnings.push("No playout is connected.");
  for (const playout of playouts) {
    const silentMs = nowMs - playout.seenMs;
    if (silentMs > SILENT_MS)
      warnings.push(`${playout.playout} has not reported for ${Math.round(silentMs / 1000)} s.`);
    if (!playout.ingestConnected)
      warnings.push(`${playout.playout} cannot reach ingest: live rooms are not available to it.`);
    for (const own of playout.warnings) warnings.push(`${playout.playout}: ${own}`);
  }
  warnings.push(...sourceWarnings(input));
  if (rundown === undefined) {
    warnings.push("There is no rundown yet: publish an event.");
  } else {
    const left = rundown.to - Math.floor(nowMs / 1000);
    if (left <= 0) warnings.push("The rundown is over: the schedule side has sent no new one.");
    else if (left < RUNDOWN_ENDS_SOON_SECONDS)
      warnings.push(`The rundown ends in ${Math.ceil(left / 60)} min.`);
  }
  if (input.segmentsWaiting >= SEGMENTS_WAITING) {
    warnings.push(
      `${input.segmentsWaiting} segments wait to be stored: replay may miss them, the channel does not.`,
    );
  }
  return warnings;
}

/**
 * Why pulled shows that are on now or about to begin cannot be pulled. Each reason appears once, however many playouts
 * report it.
 */
function sourceWarnings({ nowMs, playouts, rundown }: WarningInput): string[] {
  const second = Math.floor(nowMs / 1000);
  const titles = new Map(
    (rundown?.items ?? []).flatMap(({ room, title, start, end }) =>
      room.kind === "remote" && start - SOURCE_BEFORE_SECONDS <= second && second < end
        ? [[room.room, title] as const]
        : [],
    ),
  );
  const told = playouts.flatMap(({ rooms }) =>
    rooms.flatMap(({ room, state, problem }) => {
      const title = titles.get(room);
      return title === undefined || problem === undefined || state === "live" ? [] : [`${title}: ${problem}`];
    }),
  );
  return [...new Set(told)];
}
