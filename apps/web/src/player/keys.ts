export type PlayerKeys = {
  toggle: () => void;
  mute: () => void;
  fullscreen: () => void;
  live: () => void;
  skip: (seconds: number) => void;
};

const SKIP_SECONDS = 10;

/** True where the focused element uses the key itself: a field, or the player's controls, which know all our keys but `l`. */
function isUsedByTarget(target: EventTarget | null, key: string): boolean {
  const users = key === "l" ? "input, select, textarea" : "input, select, textarea, media-controller";
  return target instanceof Element && target.closest(users) !== null;
}

/** True on a link or a button, where space and arrows press or choose. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button") !== null;
}

/** Listens to the keys that work anywhere on the page (k or space, m, f, l, left, right) until the signal aborts. */
export function listenToKeys(keys: PlayerKeys, signal: AbortSignal): void {
  const acts = new Map<string, () => void>([
    ["k", keys.toggle],
    [" ", keys.toggle],
    ["m", keys.mute],
    ["f", keys.fullscreen],
    ["l", keys.live],
    ["ArrowLeft", () => keys.skip(-SKIP_SECONDS)],
    ["ArrowRight", () => keys.skip(SKIP_SECONDS)],
  ]);
  document.addEventListener(
    "keydown",
    (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = acts.get(key);
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat;
      if (act === undefined || !isPlain || isUsedByTarget(event.target, key)) return;
      const isPress = event.key === " " || event.key.startsWith("Arrow");
      if (isPress && isControl(event.target)) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}
