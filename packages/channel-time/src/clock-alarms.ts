import type { ChannelClock } from "./channel-clock.ts";

/** Offset or skew beyond this is an alarm. */
const MAX_QUIET_MS = 250;

/** One alarm about the clock: whether it stands now, and what an operator should know. */
export type ClockAlarm = { name: string; stands: boolean; sentence: string };

/** All alarms about a clock, those that do not stand as well. */
export function clockAlarms(clock: Pick<ChannelClock, "isMeasured" | "offsetMs" | "skewMs">): ClockAlarm[] {
  const offsetMs = Math.round(clock.offsetMs);
  const skewMs = Math.round(clock.skewMs);
  return [
    {
      name: "clock-offset",
      stands: Math.abs(offsetMs) > MAX_QUIET_MS,
      sentence: `This machine's clock is ${offsetMs} ms off. It is corrected; set the machine's time to be safe.`,
    },
    {
      name: "clock-skew",
      stands: Math.abs(skewMs) > MAX_QUIET_MS,
      sentence: `Channel time is ${skewMs} ms off here and is being corrected, one picture a second.`,
    },
    {
      name: "clock-unmeasured",
      stands: !clock.isMeasured,
      sentence: "Channel time is a guess: the edge's clock was never reached. Check EDGE_URL and the token.",
    },
  ];
}
