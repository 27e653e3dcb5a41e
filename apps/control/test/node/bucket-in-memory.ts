/** As much of an R2 bucket as the schedule uses, in this process. */
export class BucketInMemory {
  readonly #objects = new Map<string, Uint8Array>();

  async put(key: string, value: ArrayBuffer | Uint8Array | string): Promise<object> {
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

  reset(): void {
    this.#objects.clear();
  }
}
