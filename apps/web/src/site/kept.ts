/** What this browser kept under a key; null also where the viewer lets pages keep nothing. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a word for the next visit, where the browser allows it. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A viewer who lets nothing be kept chooses again next time.
  }
}
