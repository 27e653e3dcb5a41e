/** As much of an R2 bucket as the schedule uses, in this process. */
export class BucketInMemory {
  readonly #objects = new Map<string, Uint8Array>();
  /** Goes up with every change. */
  changes = 0;

  /** With `onlyIf` what is there already stays. */
  async put(
    key: string,
    value: ArrayBuffer | Uint8Array | string,
    { onlyIf }: { onlyIf?: object } = {},
  ): Promise<object | null> {
    if (onlyIf !== undefined && this.#objects.has(key)) return null;
    this.changes += 1;
    const bytes = new Uint8Array(await new Response(value).arrayBuffer());
    this.#objects.set(key, bytes);
    return { key, size: bytes.byteLength };
  }

  get(key: string): Promise<object | null> {
    const bytes = this.#objects.get(key);
    if (bytes === undefined) return Promise.resolve(null);
    const body = (): Response => new Response(new Uint8Array(bytes));
    return Promise.resolve({
      key,
      size: bytes.byteLength,
      get body() {
        return body().body;
      },
      arrayBuffer: () => body().arrayBuffer(),
      text: () => body().text(),
      json: () => body().json(),
    });
  }

  head(key: string): Promise<object | null> {
    const bytes = this.#objects.get(key);
    return Promise.resolve(bytes === undefined ? null : { key, size: bytes.byteLength });
  }

  delete(keys: string | readonly string[]): Promise<void> {
    this.changes += 1;
    for (const key of typeof keys === "string" ? [keys] : keys) this.#objects.delete(key);
    return Promise.resolve();
  }

  /** All in one page. */
  list({ prefix = "", delimiter }: { prefix?: string; delimiter?: string } = {}): Promise<object> {
    const objects: { key: string; size: number }[] = [];
    const folders = new Set<string>();
    for (const [key, { byteLength: size }] of [...this.#objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!key.startsWith(prefix)) continue;
      const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
      if (end < 0) objects.push({ key, size });
      else folders.add(key.slice(0, end + 1));
    }
    return Promise.resolve({ objects, truncated: false, delimitedPrefixes: [...folders] });
  }

  /** The text of every object below `prefix`, by key. */
  texts(prefix: string): Map<string, string> {
    const found = [...this.#objects].filter(([key]) => key.startsWith(prefix));
    return new Map(found.map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]));
  }

  reset(): void {
    this.changes += 1;
    this.#objects.clear();
  }
}
