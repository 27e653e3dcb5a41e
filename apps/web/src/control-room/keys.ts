export type DeskKeys = {
  take: () => void;
  release: () => void;
  cancel: () => void;
  /** Picks the nth room, counted from 0. */
  room: (index: number) => void;
  slate: () => void;
  move: (step: 1 | -1) => void;
  mute: () => void;
};

const STEPS = new Map<string, 1 | -1>([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

/** Listens to the desk's keys (T or Enter, R, Esc, 1-9, 0, arrows, M) until the signal aborts. Ignores them in text fields. */
export function listenToDeskKeys(keys: DeskKeys, signal: AbortSignal): void {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    // Enter presses the focused button. On the room that is already in preview it means TAKE.
    const isOnButton =
      event.target instanceof HTMLButtonElement && event.target.getAttribute("aria-pressed") !== "true";
    const act = actOf(event.key, isOnButton, keys);
    // A key that is held down must not confirm its own question.
    if (act === undefined || (event.repeat && !STEPS.has(event.key))) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", press, { signal });
}

function actOf(key: string, isOnButton: boolean, keys: DeskKeys): (() => void) | undefined {
  const step = STEPS.get(key);
  if (step !== undefined) return () => keys.move(step);
  if (/^[1-9]$/.test(key)) return () => keys.room(Number(key) - 1);
  switch (key.toLowerCase()) {
    case "enter":
      return isOnButton ? undefined : keys.take;
    case "t":
      return keys.take;
    case "r":
      return keys.release;
    case "escape":
      return keys.cancel;
    case "0":
      return keys.slate;
    case "m":
      return keys.mute;
    default:
      return undefined;
  }
}
