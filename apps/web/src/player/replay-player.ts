/** What became of a replay: it can be watched, or there is none. */
export type ReplayState = "loading" | "ready" | "none";

const RETRY_MS = 3000;

/** Plays what has aired from its beginning, until the answer is called. Tries again for ever, but where there is no replay. */
export function attachReplay(
  video: HTMLVideoElement,
  source: string,
  onState: (state: ReplayState) => void,
): () => void {
  let stop = (): void => video.removeAttribute("src");
  let isGone = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  video.addEventListener("loadeddata", () => onState("ready"), { once: true });

  const begin = async (): Promise<void> => {
    const { default: Hls, ErrorTypes, Events } = await import("hls.js");
    if (isGone) return;
    if (!Hls.isSupported()) {
      video.addEventListener("error", () => onState("none"), { once: true });
      video.src = source;
      return;
    }
    const hls = new Hls({ enableWorker: false, startPosition: 0, backBufferLength: 60 });
    stop = () => hls.destroy();
    hls.on(Events.ERROR, (_, data) => {
      if (!data.fatal || isGone) return;
      if (data.response?.code === 404) return onState("none");
      if (data.type === ErrorTypes.MEDIA_ERROR) return hls.recoverMediaError();
      clearTimeout(retry);
      retry = setTimeout(
        () => (hls.levels.length === 0 ? hls.loadSource(source) : hls.startLoad()),
        RETRY_MS,
      );
    });
    hls.loadSource(source);
    hls.attachMedia(video);
  };
  void begin().catch(() => onState("none"));
  return () => {
    isGone = true;
    clearTimeout(retry);
    stop();
  };
}
