import type { JSX } from "preact";

const QUIETEST_DBFS = -60;
const HOT_DBFS = -3;

/** A level meter. `peak` is that of the newest second, -60 to 0 dBFS. */
export function LevelMeter({ peak }: { peak: number | undefined }): JSX.Element {
  const share = peak === undefined ? 0 : Math.min(1, Math.max(0, 1 - peak / QUIETEST_DBFS));
  const words = peak === undefined ? "No sound" : `${Math.round(peak)} dBFS`;
  return (
    <span
      class={`meter ${peak !== undefined && peak > HOT_DBFS ? "hot" : ""}`}
      role="img"
      aria-label={words}
      title={words}
    >
      <i style={{ "--level": share.toFixed(3) }} />
    </span>
  );
}
