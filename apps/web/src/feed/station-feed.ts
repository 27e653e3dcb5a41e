import { computed, signal } from "@preact/signals";
import { Guide, NowNext, type OnNow } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { rememberNow } from "./on-screen.ts";
import { nowMs, readClock } from "./clock.ts";
import { ask } from "./door.ts";
import { pollDelay } from "./poll-delay.ts";

export const CHANNEL = "main";

const GUIDE_EVERY_MS = 60_000;
const GUIDE_BACK_SECONDS = 6 * 3600;
const GUIDE_AHEAD_SECONDS = 36 * 3600;
/** After this long without an answer the page says that what it shows may be old. */
const STALE_AFTER_MS = 45_000;

export const nowNext = signal<NowNext | undefined>(undefined);
/** Recent answers of `/now`, oldest first. The picture runs behind the clock and needs the older ones. */
export const nowHistory = signal<readonly OnNow[]>([]);
/** The guide around now, for the player page. */
export const guide = signal<Guide | undefined>(undefined);
/** Channel time of the last good answer, in milliseconds. */
export const heardMs = signal<number | undefined>(undefined);
const failures = signal(0);

/** `starting`: nothing heard yet. `away`: the station has never answered. `stale`: it has answered, but not lately. */
export const feedState = computed<"starting" | "fine" | "stale" | "away">(() => {
  if (heardMs.value === undefined) return failures.value < 2 ? "starting" : "away";
  return failures.value > 0 && nowMs() - heardMs.value > STALE_AFTER_MS ? "stale" : "fine";
});

async function askNow(): Promise<void> {
  const answer = await ask(routes.now(CHANNEL), NowNext, { cache: "no-cache" });
  if (answer.kind !== "ok") {
    failures.value += 1;
    return;
  }
  readClock(answer.value.nowMs, answer.sentMs, answer.receivedMs);
  nowNext.value = answer.value;
  nowHistory.value = rememberNow(nowHistory.value, answer.value.now);
  heardMs.value = nowMs();
  failures.value = 0;
}

/** Asks for the guide between two Unix seconds. */
export function askGuide(from: number, to: number): ReturnType<typeof ask<Guide>> {
  return ask(`${routes.guide(CHANNEL)}?from=${from}&to=${to}`, Guide);
}

async function refreshGuide(): Promise<void> {
  const second = Math.floor(nowMs() / 60_000) * 60;
  const answer = await askGuide(second - GUIDE_BACK_SECONDS, second + GUIDE_AHEAD_SECONDS);
  if (answer.kind === "ok") guide.value = answer.value;
}

/** Follows the station until the page is left. Asks at once when the page comes back from the background. */
export function startFeed(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = async (): Promise<void> => {
    clearTimeout(timer);
    await askNow();
    const { now, standIn } = nowNext.value ?? {};
    const end = now?.end;
    const delay = pollDelay(nowMs(), end === undefined ? undefined : end * 1000, {
      failed: failures.value > 0,
      unsure: now?.kind === "live" || standIn !== undefined,
    });
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), delay);
  };
  void turn().then(refreshGuide);
  setInterval(() => void refreshGuide(), GUIDE_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    void turn();
    void refreshGuide();
  });
}
