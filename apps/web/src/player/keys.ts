export type PlayerKeys = { toggle: () => void; mute: () => void; fullscreen: () => void; live: () => void };

/** Keys that work anywhere on the page but in a field or on a control: k or space, m, f, l. */
export function listenToKeys(keys: PlayerKeys, signal: AbortSignal): void {
  const acts = new Map<string, () => void>([
    ["k", keys.toggle],
    [" ", keys.toggle],
    ["m", keys.mute],
    ["f", keys.fullscreen],
    ["l", keys.live],
  ]);
  document.addEventListener(
    "keydown",
    (event) => {
      const act = acts.get(event.key);
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      if (act === undefined || !isPlain || event.target !== document.body) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}
