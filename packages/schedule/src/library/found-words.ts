/** The words that somebody looks for, as `hasWords` compares them. */
export function wordsOf(asked: string): string[] {
  return plain(asked).split(/\s+/).filter(Boolean);
}

/** Whether each of the words is somewhere in what is known of a piece. */
export function hasWords(texts: readonly string[], words: readonly string[]): boolean {
  const text = plain(texts.join(" "));
  return words.every((word) => text.includes(word));
}

// Nobody types an accent to find what has one.
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
