import type { RoomNews } from "@nonstop/contract/room";
import { describe, expect, it } from "vitest";
import { newsBody } from "./news-body.ts";

const event = (second: number): RoomNews => ({ kind: "second", room: "studio", second, offeredAtMs: 0 });

/** A source of events that knows whether anybody listens. */
function source(): {
  listen: Parameters<typeof newsBody>[1];
  send: (second: number) => void;
  listeners: () => number;
} {
  const listeners = new Set<(event: RoomNews) => void>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (second) => {
      for (const listener of listeners) listener(event(second));
    },
    listeners: () => listeners.size,
  };
}

describe("newsBody", () => {
  it("sends the first events, then each that comes", async () => {
    const from = source();
    const reader = newsBody([event(1)], from.listen).getReader();
    from.send(2);
    const texts = [await reader.read(), await reader.read()].map(({ value }) =>
      new TextDecoder().decode(value),
    );
    expect(texts).toEqual([
      'event: second\ndata: {"kind":"second","room":"studio","second":1,"offeredAtMs":0}\n\n',
      'event: second\ndata: {"kind":"second","room":"studio","second":2,"offeredAtMs":0}\n\n',
    ]);
    await reader.cancel();
    expect(from.listeners()).toBe(0);
  });

  it("lets go of a reader that does not read", () => {
    const from = source();
    const body = newsBody([], from.listen);
    for (let second = 0; second < 1_000 && from.listeners() > 0; second++) from.send(second);
    expect(from.listeners()).toBe(0);
    expect(body.locked).toBe(false);
  });
});
