import type { OnScreen } from "../feed/on-screen.ts";

/** The title of what is on the screen. `feed`: whether the station answers; without an answer there may be nothing to name. */
export function titleOf(shown: OnScreen | undefined, feed: string): string {
  if (shown === undefined) return feed === "away" ? "Nothing heard from the station" : "Nonstop";
  if (shown.entry !== undefined && shown.entry.kind !== "block") return shown.entry.title;
  if (shown.kind === "slate") return "Back in a moment";
  return shown.title === "" ? "Between programmes" : shown.title;
}
