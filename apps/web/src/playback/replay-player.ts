import { loadEngine } from "./load-engine.ts";

/** `ready`: the replay can be watched. `none`: there is no replay. `away`: its player could not be loaded. */
export type ReplayState = "loading" | "ready" | "none" | "away";

const RETRY_MS = 3000;

/** Plays an aired programme from its beginning. Retries without end, unless there is no replay. Returns a function that stops it. */
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
    const engine = await loadEngine();
    if (isGone) return;
    if (engine === undefined) return onState("away");
    const { default: Hls, ErrorTypes, Events } = engine;
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
  void begin();
  return () => {
    isGone = true;
    clearTimeout(retry);
    stop();
  };
}
