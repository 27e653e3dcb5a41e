/** Line breaks, controls, and the marks that turn the direction of what stands after them. */
const NO_LINE = /[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * What people typed, as it may stand in a header, on a line of a mail or in a calendar's parameter: no line break, no control,
 * whole characters only, at most 256 of them.
 */
export function oneLine(text: string): string {
  const line = text.toWellFormed().replaceAll(NO_LINE, " ").trim();
  return Array.from(line).slice(0, 256).join("").trim();
}
