/** Up to two first letters of a name, for a face that we have no picture of: first and last word. Any script. */
export function initials(name: string): string {
  const words = name
    .replaceAll(/[^\p{L}\p{N}\s'-]/gu, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => (word === undefined ? "" : (/[\p{L}\p{N}]/u.exec(word)?.[0] ?? "").toLocaleUpperCase()))
    .join("");
}
