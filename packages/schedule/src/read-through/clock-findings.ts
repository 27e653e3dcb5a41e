import type { Airing } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";
import { clockChanges, type ClockChange } from "../wall-instants.ts";
import { lengthWords, wallSpan, wallTime } from "../wall-time.ts";
import { finding, type Finding } from "./finding.ts";

/**
 * Each airing that meets an hour which does not exist, or comes twice, by the clocks of its own zone or of the station's; and what
 * the guide says of it then.
 */
export function clockFindings(
  airings: readonly Airing[],
  window: { from: Second; to: Second },
  stationZone: string,
): Finding[] {
  const changes = new Map<string, ClockChange[]>();
  const changesIn = (zone: string): ClockChange[] => {
    const known = changes.get(zone) ?? clockChanges(window.from, window.to, zone);
    changes.set(zone, known);
    return known;
  };
  return airings.flatMap((airing) => {
    const zones = [...new Set([airing.timezone, stationZone])];
    return zones.flatMap((zone) => changesIn(zone).flatMap((change) => clockFinding(airing, change, zone)));
  });
}

function clockFinding(airing: Airing, { at, before, after }: ClockChange, zone: string): Finding[] {
  const { id, title, start, end } = airing;
  const leap = Math.abs(after - before);
  const isForward = after > before;
  // Clocks that go back show the hour before the change again after it.
  const touched = isForward ? { from: at, to: at } : { from: at - leap, to: at + leap };
  const isOver = start < at && at < end;
  const startsIn = start >= touched.from && start < touched.to + (isForward ? leap : 0);
  const endsIn = end > touched.from && end < touched.to;
  if (!isOver && !startsIn && !endsIn) return [];
  const [last, next] = [wallTime(at - 1, zone), wallTime(at, zone)];
  const guide = `The guide says ${wallSpan(airing, zone)} (${zone}), and it lasts ${lengthWords(end - start)}`;
  const common = { at: start, programme: { airing: id, title } };
  if (isForward)
    return [
      finding({
        ...common,
        code: "hour-skipped",
        message: `${title} ${isOver ? "is on" : "follows"} when the clocks go forward, from ${last} to ${next}: what lies between does not exist that night. ${guide}.`,
      }),
    ];
  const which = `${wallTime(start, zone)} is the ${start < at ? "first" : "second"} one`;
  return [
    finding({
      ...common,
      code: "hour-twice",
      message: `${title} ${isOver ? "is on" : "is beside the moment"} when the clocks go back, from ${last} to ${next}, and that hour comes twice${startsIn ? `: ${which}` : ""}. ${guide}.`,
    }),
  ];
}
