import { computed, signal } from "@preact/signals";
import { Guide, NowNext } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { NOTHING_TOLD, remember, type Told } from "./on-screen.ts";
import { pictureSecond } from "./picture-second.ts";
import { nowMs, readClock } from "./clock.ts";
import { ask } from "./door.ts";
import { pollDelay } from "./poll-delay.ts";

export const CHANNEL = "main";

const GUIDE_EVERY_MS = 60_000;
const GUIDE_BACK_SECONDS = 6 * 3600;
const GUIDE_AHEAD_SECONDS = 36 * 3600;
/** What a second is must be known when its picture comes, about three seconds after it. */
const WATCHED_EVERY_MS = 1800;
/** After this long without an answer the page says that what it shows may be old. */
const STALE_AFTER_MS = 45_000;

export const nowNext = signal<NowNext | undefined>(undefined);
/** What the answers of `/now` told, up to now. The picture runs behind the clock and needs the older ones. */
export const told = signal<Told>(NOTHING_TOLD);
/** The guide around now, for the player page. */
export const guide = signal<Guide | undefined>(undefined);
/** When the last good answer came, by `performance.now()`: channel time may still be set right. */
export const heardMs = signal<number | undefined>(undefined);
const failures = signal(0);

/** `starting`: nothing heard yet. `away`: the station has never answered. `stale`: it has answered, but not lately. */
export const feedState = computed<"starting" | "fine" | "stale" | "away">(() => {
  if (heardMs.value === undefined) return failures.value < 2 ? "starting" : "away";
  return failures.value > 0 && performance.now() - heardMs.value > STALE_AFTER_MS ? "stale" : "fine";
});

async function askNow(): Promise<void> {
  const answer = await ask(routes.now(CHANNEL), NowNext, { cache: "no-cache" });
  if (answer.kind !== "ok") {
    failures.value += 1;
    return;
  }
  readClock(answer.value.nowMs, answer.sentMs, answer.receivedMs);
  nowNext.value = answer.value;
  told.value = remember(told.value, answer.value, pictureSecond.value);
  heardMs.value = performance.now();
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

/**
 * Follows the station until the page is left. Asks at once when the page comes back from the background, and often while a
 * picture moves in front of a viewer.
 */
export function startFeed(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  const turn = async (): Promise<void> => {
    clearTimeout(timer);
    askedMs = performance.now();
    await askNow();
    const end = nowNext.value?.now.end;
    const changeMs = end === undefined ? undefined : end * 1000;
    const delay = pollDelay(nowMs(), changeMs, { failed: failures.value > 0 });
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), delay);
  };
  void turn().then(refreshGuide);
  setInterval(() => void refreshGuide(), GUIDE_EVERY_MS);
  const isSeen = (): boolean => document.visibilityState === "visible";
  pictureSecond.subscribe(() => {
    if (isSeen() && performance.now() - askedMs >= WATCHED_EVERY_MS) void turn();
  });
  document.addEventListener("visibilitychange", () => {
    if (!isSeen()) return;
    void turn();
    void refreshGuide();
  });
}
