export type PlayerKeys = {
  toggle: () => void;
  mute: () => void;
  fullscreen: () => void;
  live: () => void;
  skip: (seconds: number) => void;
};

const SKIP_SECONDS = 10;

/** True where a key means something of its own: in a field, or on the player's controls, which have the same keys but for `l`. */
function isTaken(target: EventTarget | null, key: string): boolean {
  const taken = key === "l" ? "input, select, textarea" : "input, select, textarea, media-controller";
  return target instanceof Element && target.closest(taken) !== null;
}

/** True where space and arrows press or choose: on a link or a key. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button") !== null;
}

/** Keys that work anywhere on the page: k or space, m, f, l, left and right. */
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
      if (act === undefined || !isPlain || isTaken(event.target, key)) return;
      const isPress = event.key === " " || event.key.startsWith("Arrow");
      if (isPress && isControl(event.target)) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}
