import transliterate from "@sindresorhus/transliterate";

const MAX_SLUG_LENGTH = 80;

/**
 * A text as it may stand in a URL path, at most 80 characters: `Straße nach Łódź` becomes `strasse-nach-lodz`. Empty when
 * nothing of it can be written in Latin letters.
 */
export function slugOf(text: string): string {
  return transliterate(text.normalize("NFKC"))
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-+|-+$/g, "");
}
