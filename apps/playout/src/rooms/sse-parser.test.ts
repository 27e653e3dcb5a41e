import { describe, expect, it } from "vitest";
import { SseParser } from "./sse-parser.ts";

describe("SseParser", () => {
  it("gives whole events, however the text is cut", () => {
    const text = ": hello\n\nevent: second\ndata: one\n\nid: 4\r\ndata:two\r\ndata: lines\r\n\r\ndata: rest";
    for (let size = 1; size <= text.length; size += 1) {
      const parser = new SseParser();
      const events: string[] = [];
      for (let at = 0; at < text.length; at += size)
        events.push(...(parser.push(text.slice(at, at + size)) ?? ["overdone"]));
      expect(events).toEqual(["one", "two\nlines"]);
    }
  });

  it("gives up on an event without end", () => {
    const parser = new SseParser();
    const piece = `data: ${"x".repeat(100_000)}\n`;
    const answers = Array.from({ length: 12 }, () => parser.push(piece));
    expect(answers.at(0)).toEqual([]);
    expect(answers.at(-1)).toBeUndefined();
  });
});
