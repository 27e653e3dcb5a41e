/** Line breaks and controls, and the marks that turn the direction of what stands after them. */
const NO_LINE = /[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * A text as it may stand on one line of a page, a feed or a meeting: without line breaks and controls, whole characters only, and
 * cut to `most` of them.
 */
export function plainLine(text: string, most: number): string {
  return firstCharacters(text.toWellFormed().replaceAll(NO_LINE, " ").trim(), most).trim();
}

/** The first `most` characters, none of them halved. */
export function firstCharacters(text: string, most: number): string {
  return text.length <= most ? text : Array.from(text).slice(0, most).join("");
}
