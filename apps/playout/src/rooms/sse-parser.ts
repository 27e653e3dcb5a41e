const MAX_EVENT_CHARS = 1_000_000;

/** Reads server-sent events from text as it comes. Gives the `data` of each event, joined; other fields are skipped. */
export class SseParser {
  #line = "";
  #data: string[] = [];
  #length = 0;

  /** The events that this piece completes; undefined when one is far too long, and the sender should be given up. */
  push(text: string): string[] | undefined {
    const lines = (this.#line + text).split(/\r\n|\n|\r(?!$)/);
    this.#line = lines.pop() ?? "";
    const events: string[] = [];
    for (const line of lines) {
      if (line === "") {
        if (this.#data.length > 0) events.push(this.#data.join("\n"));
        this.#data = [];
        this.#length = 0;
      } else if (line.startsWith("data:")) {
        const value = line.slice(line.startsWith("data: ") ? 6 : 5);
        this.#data.push(value);
        this.#length += value.length;
      }
    }
    return this.#line.length + this.#length > MAX_EVENT_CHARS ? undefined : events;
  }
}
