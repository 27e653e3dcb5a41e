/** The first letters of the first and last word of a name, in any script. They stand in for a missing portrait. */
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
