/** What a fake received; a test awaits what it expects instead of sleeping. */
export class Inbox<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  put(value: T): void {
    this.all.push(value);
    for (const look of this.#waiting) look();
  }

  /** The first received thing that matches, now or later. */
  first(matches: (value: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.all.find(matches);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
