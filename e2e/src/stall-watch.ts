/** What a page has seen of its own picture. */
export type StallWatch = {
  stalls: { atSecond: number; ms: number }[];
  /** How often the end of a flush was reported while a part was on its way. */
  provoked: number;
  playedSeconds: number;
};

/** The part of hls.js that is used here. */
type Engine = {
  on: (event: string, listener: (name: string, data: LoadedPart) => void) => void;
  trigger: (event: string, data: object) => void;
};
type LoadedPart = { frag: { type: string; sn: number | string }; part?: { index: number } | null };

declare global {
  interface Window {
    stallWatch?: StallWatch;
    /** As the page has it (`apps/web/src/player/picture.tsx`). */
    __nonstop?: { readonly hls: Engine | undefined };
  }
}

/**
 * Runs in the page, and must not use anything outside itself. Counts from now on when the picture stands still for half a
 * second. In every third segment of picture and sound it has hls.js believe that a flush of its buffer has just ended, while
 * a part has arrived and is not appended yet.
 */
export function watchForStalls(): void {
  const STILL_MS = 500;
  const EVERY_SEGMENTS = 3;
  const video = document.querySelector("video");
  if (video === null) return;
  const watch: StallWatch = { stalls: [], provoked: 0, playedSeconds: 0 };
  window.stallWatch = watch;
  const beganMs = performance.now();
  let shown = video.currentTime;
  let movedMs = beganMs;
  let stall: StallWatch["stalls"][number] | undefined;
  let engine: Engine | undefined;

  const provoke = (): void => {
    const hls = window.__nonstop?.hls;
    if (hls === undefined || hls === engine) return;
    engine = hls;
    hls.on("hlsFragLoaded", (_, { frag, part }) => {
      if (part?.index !== 1 || Number(frag.sn) % EVERY_SEGMENTS !== 0) return;
      const type = frag.type === "main" ? "video" : "audio";
      setTimeout(() => {
        watch.provoked += 1;
        hls.trigger("hlsBufferFlushed", { type, start: 0, end: 0 });
      });
    });
  };
  setInterval(() => {
    provoke();
    const now = performance.now();
    if (video.currentTime !== shown) {
      const step = video.currentTime - shown;
      // A jump is not play.
      if (step > 0 && step < 2) watch.playedSeconds += step;
      shown = video.currentTime;
      movedMs = now;
      stall = undefined;
    } else if (now - movedMs >= STILL_MS) {
      if (stall === undefined) watch.stalls.push((stall = { atSecond: (movedMs - beganMs) / 1000, ms: 0 }));
      stall.ms = now - movedMs;
    }
  }, 50);
}
