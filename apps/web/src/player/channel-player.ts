import type Hls from "hls.js";
import type { HlsConfig } from "hls.js";
import { freshRecovery, recover, STUCK_MS, type RecoveryEvent } from "./recovery.ts";
import { hasDrifted } from "./drift.ts";

/**
 * `starting`: no picture yet. `playing`. `paused`: by the viewer. `blocked`: the browser wants a click first.
 * `recovering`: lost, and on the way back.
 */
export type PlayerState = "starting" | "playing" | "paused" | "blocked" | "recovering";

export type ChannelPlayer = {
  /** The engine of the moment; undefined while none is loaded or the browser plays HLS itself. */
  hls: () => Hls | undefined;
  /** Channel time of the picture shown, milliseconds since the epoch; undefined when there is none. */
  pictureMs: () => number | undefined;
  /** True when the picture is within the live hold-back. */
  isLive: () => boolean;
  goToLive: () => void;
  play: () => void;
  detach: () => void;
};

export type ChannelPlayerOptions = {
  video: HTMLVideoElement;
  /** Address of a multivariant or media playlist. */
  source: string;
  /** True for the channel, false for rooms, which are plain HLS. */
  isLowLatency: boolean;
  onState: (state: PlayerState) => void;
  /** Called before the picture would be lost, so that somebody can keep it. */
  onBeforeLoss: () => void;
};

/**
 * In low-latency mode nothing of `liveSync*` or `liveMaxLatency*` may stand here: it would overrule the playlist's hold-back.
 * No worker: CMAF passes through hls.js as it is, and a blob: worker would need a hole in the content security policy.
 */
function config(isLowLatency: boolean): Partial<HlsConfig> {
  return {
    enableWorker: false,
    lowLatencyMode: isLowLatency,
    backBufferLength: 30,
    maxBufferLength: 20,
    liveDurationInfinity: true,
    maxLiveSyncPlaybackRate: isLowLatency ? 1.08 : 1,
    capLevelToPlayerSize: true,
  };
}

/** Where the browser plays HLS itself: the channel time of media time 0, in milliseconds. Not in the DOM types. */
function startDate(video: HTMLVideoElement & { getStartDate?: () => Date }): number | undefined {
  const start = video.getStartDate?.().getTime() ?? Number.NaN;
  return Number.isNaN(start) ? undefined : start;
}

/** Plays a channel or a room in a video element and keeps it playing whatever happens, until `detach`. */
export function attachChannel(o: ChannelPlayerOptions): ChannelPlayer {
  const { video } = o;
  let hls: Hls | undefined;
  let recovery = freshRecovery;
  let state: PlayerState = "starting";
  let isDetached = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lastTime = -1;
  let movedMs = performance.now();
  // The viewer went back on purpose: leave them there.
  let isBehindByChoice = false;
  const listeners = new AbortController();

  const say = (next: PlayerState): void => {
    if (next === state || isDetached) return;
    state = next;
    o.onState(next);
  };

  const happened = (event: RecoveryEvent): void => {
    const step = recover(recovery, event);
    recovery = step.state;
    if (step.action.kind === "none") return;
    o.onBeforeLoss();
    say("recovering");
    if (step.action.kind === "reload") hls?.startLoad();
    else if (step.action.kind === "recover-media") {
      hls?.recoverMediaError();
      // Taking the source away has paused the element.
      play();
    } else {
      hls?.stopLoad();
      clearTimeout(retry);
      retry = setTimeout(() => void create(), step.action.afterMs);
    }
  };

  const fatal = (cause: "network" | "media" | "other"): void =>
    happened({ kind: "fatal", cause, atMs: performance.now(), jitter: Math.random() });

  const play = (): void => {
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return;
      if (video.muted) return say("blocked");
      video.muted = true;
      play();
    });
  };

  const goToLive = (): void => {
    isBehindByChoice = false;
    const live = hls?.liveSyncPosition;
    if (typeof live === "number") video.currentTime = live;
    else if (hls === undefined && video.seekable.length > 0)
      video.currentTime = video.seekable.end(video.seekable.length - 1) - 3;
    if (video.paused) play();
  };

  const create = async (): Promise<void> => {
    const wantsPlay = state !== "paused";
    hls?.destroy();
    hls = undefined;
    if (isDetached) return;
    movedMs = performance.now();
    const engine = await import("hls.js").catch(() => undefined);
    if (isDetached) return;
    recovery = recover(recovery, { kind: "recreated", atMs: performance.now() }).state;
    if (engine === undefined) return fatal("other");
    if (!engine.default.isSupported()) {
      video.src = o.source;
      if (wantsPlay) play();
      return;
    }
    const made = new engine.default(config(o.isLowLatency));
    hls = made;
    made.on(engine.Events.ERROR, (_, data) => {
      if (!data.fatal || made !== hls) return;
      const isManifest = data.details === engine.ErrorDetails.MANIFEST_LOAD_ERROR;
      if (data.type === engine.ErrorTypes.MEDIA_ERROR) fatal("media");
      // Loading again cannot help before there is a playlist.
      else fatal(data.type === engine.ErrorTypes.NETWORK_ERROR && !isManifest ? "network" : "other");
    });
    made.on(engine.Events.MANIFEST_PARSED, () => {
      if (wantsPlay) play();
    });
    made.loadSource(o.source);
    made.attachMedia(video);
  };

  const watch = (): void => {
    const now = performance.now();
    if (video.currentTime !== lastTime) {
      lastTime = video.currentTime;
      movedMs = now;
    }
    const isIdle = state === "paused" || state === "blocked" || document.visibilityState === "hidden";
    if (isIdle) movedMs = now;
    else if (now - movedMs >= STUCK_MS) {
      movedMs = now;
      happened({ kind: "stuck", atMs: now, jitter: Math.random() });
    }
    if (!isBehindByChoice && state === "playing" && hls !== undefined && hasDrifted(hls)) goToLive();
  };

  const on = (name: keyof HTMLMediaElementEventMap, act: () => void): void =>
    video.addEventListener(name, act, { signal: listeners.signal });
  on("timeupdate", () => {
    if (video.paused || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    happened({ kind: "progress", atMs: performance.now() });
    say("playing");
  });
  on("pause", () => {
    // hls.js pauses nothing; a detached or ended element is not a viewer's wish.
    if (video.readyState > 0 && state === "playing") say("paused");
  });
  on("play", () => {
    if (state !== "paused") return;
    say("playing");
    if (!isBehindByChoice) goToLive();
  });
  on("seeking", () => {
    const live = hls?.liveSyncPosition;
    if (typeof live === "number") isBehindByChoice = video.currentTime < live - 5;
  });
  on("error", () => {
    if (hls === undefined && video.error !== null) fatal("other");
  });
  document.addEventListener("visibilitychange", watch, { signal: listeners.signal });
  addEventListener(
    "online",
    () => {
      // No use in waiting out a back-off when the line is back.
      if (state !== "recovering") return;
      clearTimeout(retry);
      void create();
    },
    { signal: listeners.signal },
  );
  const watchdog = setInterval(watch, 1000);
  void create();

  return {
    hls: () => hls,
    pictureMs: () => {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
      if (hls !== undefined) return hls.playingDate?.getTime();
      const start = startDate(video);
      return start === undefined ? undefined : start + video.currentTime * 1000;
    },
    isLive: () => state === "playing" && !isBehindByChoice && (hls === undefined || !hasDrifted(hls)),
    goToLive,
    play,
    detach: () => {
      isDetached = true;
      listeners.abort();
      clearInterval(watchdog);
      clearTimeout(retry);
      hls?.destroy();
      hls = undefined;
    },
  };
}
