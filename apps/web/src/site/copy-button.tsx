import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

const TOLD_MS = 2_500;

/** Copies a text. A frame may not be let at the clipboard by the newer way, so the older one stands by. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    // oxlint-disable-next-line typescript/no-deprecated -- the one way where the clipboard is not granted to a frame
    const isCopied = document.execCommand("copy");
    area.remove();
    return isCopied;
  }
}

/** A button that copies `text` and says so. `what` is what a screen reader hears after its label. */
export function CopyButton({
  text,
  what,
  label = "Copy",
}: {
  text: string;
  what: string;
  label?: string;
}): JSX.Element {
  const said = useSignal<"Copied" | "Select it" | undefined>(undefined);
  useEffect(() => {
    if (said.value === undefined) return undefined;
    const forget = setTimeout(() => (said.value = undefined), TOLD_MS);
    return () => clearTimeout(forget);
  }, [said.value]);
  return (
    <button
      type="button"
      class="copy"
      aria-label={`${said.value ?? label} ${what}`}
      onClick={() => void copied(text).then((isDone) => (said.value = isDone ? "Copied" : "Select it"))}
    >
      <span aria-live="polite">{said.value ?? label}</span>
    </button>
  );
}
