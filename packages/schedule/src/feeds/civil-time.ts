import type { Second } from "@nonstop/contract/time";
/** The UTC date and time of a second, as `date` (`20261123`) and `time` (`214500`). */
export function civilTime(second: Second): { date: string; time: string } {
  const [date = "", time = ""] = new Date(second * 1000).toISOString().slice(0, 19).split("T");
  return { date: date.replaceAll("-", ""), time: time.replaceAll(":", "") };
}
