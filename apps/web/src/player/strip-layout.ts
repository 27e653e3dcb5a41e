import type { Slot } from "../guide/slots.ts";

/** A slot on the evening strip, in pixels from the left edge of the strip. */
export type PlacedSlot = { slot: Slot; left: number; width: number };
export type StripLayout = { placed: PlacedSlot[]; width: number };

/** Widths in pixels. A two-minute piece must stay readable, and a film must not push the evening out of sight. */
export type StripScale = { perMinute: number; least: number; most: number; gapLeast: number };

/** Lays slots side by side. Their widths follow their lengths, within the bounds of the scale. */
export function layoutStrip(slots: readonly Slot[], scale: StripScale): StripLayout {
  const placed: PlacedSlot[] = [];
  let left = 0;
  for (const slot of slots) {
    const natural = ((slot.end - slot.start) / 60) * scale.perMinute;
    const least = slot.kind === "gap" ? scale.gapLeast : scale.least;
    const width = Math.round(Math.min(scale.most, Math.max(least, natural)));
    placed.push({ slot, left, width });
    left += width;
  }
  return { placed, width: left };
}

/** Where a second is on the strip, in pixels. Time runs evenly within a slot, whatever its width. */
export function stripX(layout: StripLayout, second: number): number {
  for (const { slot, left, width } of layout.placed) {
    if (second < slot.start) return left;
    if (second < slot.end) return left + ((second - slot.start) / (slot.end - slot.start)) * width;
  }
  return layout.width;
}
