import { signal } from "@preact/signals";
import { routes } from "@nonstop/contract/routes";
import { SidebarState } from "@nonstop/contract/sidebar";
import { readClock } from "../feed/clock.ts";
import type { SignedDoor } from "./signed-door.ts";

const LOOK_EVERY_MS = 5_000;

/** What the station said last; undefined before it said anything. */
export const state = signal<SidebarState | undefined>(undefined);
/** Why nothing newer came, and since when (channel time, epoch ms; undefined when nothing ever came). */
export const silence = signal<{ why: string; sinceMs: number | undefined } | undefined>(undefined);

/** Looks again and again while somebody sees the page. `look` looks at once. */
export function startLooking(door: SignedDoor, entry: string): { look: () => Promise<void> } {
  let looking: Promise<void> | undefined;
  const lookOnce = async (): Promise<void> => {
    const answer = await door.look(routes.sidebarEvent(entry), SidebarState);
    if (answer.kind === "ok") {
      readClock(answer.value.nowMs, answer.sentMs, answer.receivedMs);
      state.value = answer.value;
      silence.value = undefined;
    } else silence.value = { why: answer.message, sinceMs: state.value?.nowMs };
  };
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => (looking = undefined));
    return looking;
  };
  void look();
  setInterval(() => {
    if (!document.hidden) void look();
  }, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void look();
  });
  return { look };
}
