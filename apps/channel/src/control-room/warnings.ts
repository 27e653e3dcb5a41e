import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import { present } from "@nonstop/contract/present";
import type { Item } from "@nonstop/contract/rundown";
import { weightOf, type Warning, type WarningCode } from "@nonstop/contract/warning";
import { wallTime } from "@nonstop/schedule/wall-time";
import { heldInVainWarning, type HeldInput } from "./held-in-vain.ts";

/** A playout sends its status every second. After this long without one we do not rely on it. */
const SILENT_MS = 5000;
const RUNDOWN_ENDS_SOON_SECONDS = 3600;
const SEGMENTS_WAITING = 3;
/** A source is pulled this long before its show begins. */
const SOURCE_BEFORE_SECONDS = 30;

export type WarningInput = HeldInput & {
  /** The station's zone: times are told in it. */
  timezone: string;
  playouts: ControlRoomState["playouts"];
  /** First second of the slate that is on air because nobody proposed. */
  unproposedSince: number | undefined;
  segmentsWaiting: number;
};

/** What a producer should know of the channel, the heaviest first. */
export function warningsOf(input: WarningInput): Warning[] {
  const { playouts, unproposedSince, segmentsWaiting, timezone } = input;
  const warnings: Warning[] = [];
  const held = heldInVainWarning(input);
  if (held !== undefined) warnings.push(warning("held-in-vain", held));
  if (unproposedSince !== undefined) {
    const message = `Slate is on air since ${clock(unproposedSince, timezone)} because no playout proposed anything.`;
    warnings.push(warning("nobody-proposes", { message, cure: "Start a playout, or look at its log." }));
  }
  if (playouts.length === 0)
    warnings.push(
      warning("no-playout", {
        message: "No playout is connected.",
        cure: "Start one; slate airs meanwhile.",
      }),
    );
  for (const playout of playouts) warnings.push(...playoutWarnings(playout, input));
  warnings.push(...sourceWarnings(input), ...rundownWarnings(input));
  if (segmentsWaiting >= SEGMENTS_WAITING) {
    const message = "Segments wait to be stored: replay may miss them, the channel does not.";
    warnings.push(
      warning("segments-wait", { message, cure: "Look at R2; they are stored when it answers." }),
    );
  }
  return warnings;
}

function playoutWarnings(
  status: ControlRoomState["playouts"][number],
  { nowMs, timezone }: WarningInput,
): Warning[] {
  const { playout, seenMs, ingestConnected } = status;
  const warnings: Warning[] = [];
  if (nowMs - seenMs > SILENT_MS) {
    const message = `${playout} has not reported since ${clock(seenMs / 1000, timezone)}.`;
    warnings.push(warning("playout-silent", { about: playout, message, cure: "Look whether it runs." }));
  }
  if (!ingestConnected) {
    const message = `${playout} cannot reach ingest: live rooms are not available to it.`;
    warnings.push(warning("playout-without-ingest", { about: playout, message, cure: "Look at ingest." }));
  }
  for (const own of status.warnings)
    warnings.push(warning("playout-warns", { about: `${playout}:${own}`, message: `${playout}: ${own}` }));
  return warnings;
}

function rundownWarnings({ rundown, nowMs, timezone }: WarningInput): Warning[] {
  if (rundown === undefined) {
    const cure = "Publish an event, or look at the schedule side.";
    return [warning("no-rundown", { message: "There is no rundown yet.", cure })];
  }
  const left = rundown.to - Math.floor(nowMs / 1000);
  const cure = "Look at the schedule side: it sends a new one by the hour.";
  if (left <= 0) return [warning("rundown-over", { message: "The rundown is over: filler airs.", cure })];
  if (left >= RUNDOWN_ENDS_SOON_SECONDS) return [];
  return [warning("rundown-ends", { message: `The rundown ends at ${clock(rundown.to, timezone)}.`, cure })];
}

/**
 * Why pulled shows that are on now or about to begin cannot be pulled. Each reason appears once, however many playouts
 * report it.
 */
function sourceWarnings({ nowMs, playouts, rundown, timezone }: WarningInput): Warning[] {
  const second = Math.floor(nowMs / 1000);
  const items = new Map(
    (rundown?.items ?? []).flatMap((item) =>
      item.room.kind === "remote" && item.start - SOURCE_BEFORE_SECONDS <= second && second < item.end
        ? [[item.room.room, item] as const]
        : [],
    ),
  );
  const told = playouts.flatMap(({ rooms }) =>
    rooms.flatMap(({ room, state, problem }) => {
      const item = items.get(room);
      return item === undefined || problem === undefined || state === "live"
        ? []
        : [[`${room}:${problem}`, sourceWarning(item, problem, timezone)] as const];
    }),
  );
  return [...new Map(told).values()];
}

function sourceWarning({ airing, title, start }: Item, problem: string, timezone: string): Warning {
  const made = warning("source-fails", {
    about: airing ?? title,
    message: `${title} at ${wallTime(start, timezone)}: ${problem}`,
    cure: "Correct the event's source, or take another room.",
  });
  return airing === undefined ? made : { ...made, programme: { airing, title, start } };
}

function warning(code: WarningCode, o: { about?: string; message: string; cure?: string }): Warning {
  const about = o.about?.replaceAll(/[^\w.:-]+/g, "-");
  const id = about === undefined ? code : `${code}:${about}`.slice(0, 200);
  return { id, code, weight: weightOf(code), message: o.message, ...present({ cure: o.cure }) };
}

function clock(second: number, timezone: string): string {
  return `${wallTime(Math.floor(second), timezone)} (${timezone})`;
}
