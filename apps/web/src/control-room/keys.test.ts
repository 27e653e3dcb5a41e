import { beforeEach, expect, it, vi } from "vitest";
import { listenToDeskKeys, type DeskKeys } from "./keys.ts";

/** Stands in for the classes of fields and buttons. No key of these tests is pressed on one. */
class Elsewhere extends EventTarget {}

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("HTMLInputElement", Elsewhere);
  vi.stubGlobal("HTMLButtonElement", Elsewhere);
});

function press(key: string, more: { repeat?: boolean; ctrlKey?: boolean } = {}): void {
  page.dispatchEvent(Object.assign(new Event("keydown"), { key, ...more }));
}

function desk(pressed: string[]): DeskKeys {
  return {
    take: () => pressed.push("take"),
    release: () => pressed.push("release"),
    cancel: () => pressed.push("cancel"),
    room: (index) => pressed.push(`room ${index}`),
    slate: () => pressed.push("slate"),
    move: (step) => pressed.push(`move ${step}`),
    mute: () => pressed.push("mute"),
  };
}

it("hears each key once", () => {
  const pressed: string[] = [];
  listenToDeskKeys(desk(pressed), new AbortController().signal);
  for (const key of ["1", "9", "0", "ArrowDown", "t", "T", "Enter", "r", "Escape", "m", "x"]) press(key);
  expect(pressed).toEqual([
    "room 0",
    "room 8",
    "slate",
    "move 1",
    "take",
    "take",
    "take",
    "release",
    "cancel",
    "mute",
  ]);
});

it("does not let a held key confirm its own question, nor the browser's own keys take", () => {
  const pressed: string[] = [];
  listenToDeskKeys(desk(pressed), new AbortController().signal);
  press("t", { repeat: true });
  press("r", { ctrlKey: true });
  expect(pressed).toEqual([]);
});

it("a desk that was closed and opened again hears a key once: one press must not answer itself", () => {
  const pressed: string[] = [];
  const first = new AbortController();
  listenToDeskKeys(desk(pressed), first.signal);
  first.abort();
  listenToDeskKeys(desk(pressed), new AbortController().signal);
  press("t");
  expect(pressed).toEqual(["take"]);
});
