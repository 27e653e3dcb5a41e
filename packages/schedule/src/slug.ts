import transliterate from "@sindresorhus/transliterate";

const MAX_SLUG_LENGTH = 80;

/** Signs that tell one title from another: C++ is not C, and neither is C#. */
const SPOKEN_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(?<=[\p{L}\p{N}+])\+/gu, " plus "],
  [/(?<=\p{L})#/gu, " sharp "],
];

/**
 * A text as it may stand in a URL path, at most `maxLength` characters: `Straße nach Łódź` becomes `strasse-nach-lodz`. Empty
 * when nothing of it can be written in Latin letters.
 */
export function slugOf(text: string, maxLength = MAX_SLUG_LENGTH): string {
  const spoken = SPOKEN_SIGNS.reduce(
    (words, [sign, word]) => words.replaceAll(sign, word),
    text.normalize("NFKC"),
  );
  return withinSlug(
    transliterate(spoken)
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replace(/^-+/, ""),
    maxLength,
  );
}

/**
 * The slug as wished, or with the first number behind it (from 2) that nobody has: `news`, `news-2`, `news-3`. With the number it
 * has at most `maxLength` characters.
 */
export function freeSlug(
  wished: string,
  isTaken: (slug: string) => boolean,
  maxLength = MAX_SLUG_LENGTH,
): string {
  let slug = wished;
  for (let number = 2; isTaken(slug); number += 1) {
    const tail = `-${number}`;
    slug = withinSlug(wished, maxLength - tail.length) + tail;
  }
  return slug;
}

function withinSlug(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-+$/, "");
}
