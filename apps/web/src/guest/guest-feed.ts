import { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { signal } from "@preact/signals";
import { readClock } from "../feed/clock.ts";
import { type Answer, ask } from "../feed/door.ts";

/** The token in the page's address. */
export const token = location.pathname.split("/")[2] ?? "";

/** What the station told last. */
export const guest = signal<GuestState | undefined>(undefined);
/** Why the link is not good, in words; undefined while it is, or nothing is known. */
export const refusal = signal<string | undefined>(undefined);
/** True while the station has not been heard for longer than its messages are apart. */
export const isSilent = signal(false);

/** Messages are at most five seconds apart. */
const SILENT_AFTER_MS = 12_000;
const AGAIN_MS = 4_000;
const MAX_AGAIN_MS = 60_000;

let heardMs = performance.now();

function heard(state: GuestState, sentMs: number, receivedMs: number): void {
  readClock(state.nowMs, sentMs, receivedMs);
  heardMs = performance.now();
  isSilent.value = false;
  refusal.value = undefined;
  guest.value = state;
}

/** Takes in the answer of a door that answers with the state. Returns what it refused, in words. */
function take(answer: Answer<GuestState>): string | undefined {
  if (answer.kind === "ok") {
    heard(answer.value, answer.sentMs, answer.receivedMs);
    return undefined;
  }
  return answer.message;
}

/** Follows the guest's state until the page is left. A link that is not good is asked about once, and its refusal shown. */
export function followGuest(): void {
  let events: EventSource | undefined;
  let failures = 0;
  const open = async (): Promise<void> => {
    const answer = await ask(routes.guest(token), GuestState, { cache: "no-store" });
    const isGone = answer.kind === "refused" && (answer.status === 404 || answer.status === 410);
    if (answer.kind === "ok") {
      failures = 0;
      take(answer);
      listen();
      return;
    }
    if (answer.kind === "refused") refusal.value = answer.message;
    // What was revoked a moment ago stays so, and a wrong link is no better the second time.
    if (isGone) return;
    failures += 1;
    setTimeout(() => void open(), Math.min(MAX_AGAIN_MS, AGAIN_MS * 2 ** (failures - 1)));
  };
  const listen = (): void => {
    events?.close();
    const source = new EventSource(routes.guestEvents(token));
    events = source;
    source.addEventListener("state", ({ data }) => {
      const state = GuestState.safeParse(JSON.parse(String(data)));
      const now = performance.now();
      // A message is a little old when it comes; the page's first answer knows the time better.
      if (state.success) heard(state.data, now - 400, now);
    });
    source.addEventListener("error", () => {
      // The browser opens the next stream by itself, unless it was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => void open(), AGAIN_MS);
    });
  };
  setInterval(() => (isSilent.value = performance.now() - heardMs > SILENT_AFTER_MS), 1000);
  document.addEventListener("visibilitychange", () => {
    // A phone that slept has a dead stream, and does not always say so.
    if (document.visibilityState === "visible" && isSilent.value && refusal.value === undefined) void open();
  });
  void open();
}

/** Asks the station to begin or end the check of the guest's set-up. Returns what it refused, in words. */
export async function changeCheck(method: "POST" | "DELETE"): Promise<string | undefined> {
  return take(await ask(routes.guestCheck(token), GuestState, { method }));
}
