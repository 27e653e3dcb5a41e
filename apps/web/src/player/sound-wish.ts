import { keep, kept } from "../site/kept.ts";

const KEY = "nonstop.sound";

/** True when the viewer last had the sound on. Browsers may still refuse to start with sound. */
export function wantsSound(): boolean {
  return kept(KEY) === "on";
}

/** Remembers whether the viewer has the sound on. */
export function rememberSound(isOn: boolean): void {
  keep(KEY, isOn ? "on" : "off");
}
