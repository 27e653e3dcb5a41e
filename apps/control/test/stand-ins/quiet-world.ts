import type { World } from "@nonstop/sandbox/world";
import { keepInMemory } from "@nonstop/sandbox/world";

const unwatched = {
  pid: undefined,
  pushingSinceMs: undefined,
  pushedSeconds: 0,
  rename: () => undefined,
  stall: () => undefined,
  end: () => undefined,
};

/** A world for stand-ins in which nothing happens by itself: the test moves the clock, guests send no picture, films are copied at once. */
export function quietWorld(o: Pick<World, "nowMs" | "deliver">): World {
  const none = (): never => {
    throw new Error("no film is read here");
  };
  return {
    ...o,
    keep: keepInMemory,
    guests: { prepare: () => Promise.resolve(true), start: () => unwatched },
    films: {
      copy: () =>
        Promise.resolve({ kind: "copied", durationSeconds: 60, size: 1000, width: 640, height: 360 }),
      video: none,
      film: none,
    },
    feeds: { open: none, master: () => undefined, file: () => undefined, remove: () => undefined },
  };
}
