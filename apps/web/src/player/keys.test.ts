import { beforeEach, expect, it, vi } from "vitest";
import { listenToKeys } from "./keys.ts";

let page: EventTarget;
/** Stands in for an element; the argument says what `closest` finds. */
class Place extends EventTarget {
  readonly #around: readonly string[];
  constructor(around: readonly string[] = []) {
    super();
    this.#around = around;
  }
  closest(selector: string): object | null {
    return selector.split(", ").some((name) => this.#around.includes(name)) ? this : null;
  }
}

beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("Element", Place);
});

function pressed(keys: readonly string[], target: Place): string[] {
  const heard: string[] = [];
  const end = new AbortController();
  listenToKeys(
    {
      toggle: () => heard.push("toggle"),
      mute: () => heard.push("mute"),
      fullscreen: () => heard.push("fullscreen"),
      live: () => heard.push("live"),
      skip: (seconds) => heard.push(`skip ${seconds}`),
    },
    end.signal,
  );
  for (const key of keys) {
    const event = Object.assign(new Event("keydown"), { key });
    Object.defineProperty(event, "target", { value: target });
    page.dispatchEvent(event);
  }
  end.abort();
  return heard;
}

const KEYS = ["k", " ", "m", "f", "l", "ArrowLeft", "ArrowRight", "x"];

it("works anywhere on the page", () =>
  expect(pressed(KEYS, new Place())).toEqual([
    "toggle",
    "toggle",
    "mute",
    "fullscreen",
    "live",
    "skip -10",
    "skip 10",
  ]));

it("leaves space and arrows to a link or key that has the focus", () =>
  expect(pressed(KEYS, new Place(["a"]))).toEqual(["toggle", "mute", "fullscreen", "live"]));

it("leaves all to a field, and to the player's own controls all but the way to live", () => {
  expect(pressed(KEYS, new Place(["input"]))).toEqual([]);
  expect(pressed(KEYS, new Place(["media-controller"]))).toEqual(["live"]);
});
