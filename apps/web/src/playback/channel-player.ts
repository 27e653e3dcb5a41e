import type Hls from "hls.js";
import type { HlsConfig } from "hls.js";
import { loadEngine } from "./load-engine.ts";
import { freshRecovery, recover, STUCK_MS, type RecoveryEvent } from "./recovery.ts";
import { hasDrifted, isLive } from "./drift.ts";
import { bufferedAhead, NATIVE_LIVE_SECONDS, nativeDistance, startDate } from "./media-position.ts";

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
  /** Goes back (negative) or ahead by seconds, never past the live hold-back. */
  skip: (seconds: number) => void;
  play: () => void;
  /** Ends a back-off: to be called when there is a sign that the station is back. */
  retryNow: () => void;
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

/** Less than this is not worth waiting for. Milliseconds. */
const LEAST_BUFFER_MS = 500;
/** A picture that stands still for so long is said to be lost; `STUCK_MS` later something is done. Milliseconds. */
const QUIET_MS = 2500;

/** Between two looks of the watchdog, so much means that the machine slept. Milliseconds. */
const ASLEEP_MS = 5000;
/** Jumps to the live edge are no oftener than this, so that one has time to help. Milliseconds. */
const JUMP_EVERY_MS = 10_000;
/** A playlist older than this does not say where the live edge is. Seconds. */
const FRESH_PLAYLIST_SECONDS = 8;

/** True when the playlist is fresh: without one, jumping ahead would trade a picture for nothing. */
function knowsTheEdge(hls: Hls): boolean {
  const details = hls.latestLevelDetails;
  return details !== null && details.age < FRESH_PLAYLIST_SECONDS;
}

/** Plays a channel or a room in a video element and keeps it playing whatever happens, until `detach`. */
export function attachChannel(o: ChannelPlayerOptions): ChannelPlayer {
  const { video } = o;
  let hls: Hls | undefined;
  let recovery = freshRecovery;
  let state: PlayerState = "starting";
  let isDetached = false;
  /** Counts players: one whose engine arrives after the next was begun is not built. */
  let builds = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lastTime = -1;
  let movedMs = performance.now();
  let watchedMs = performance.now();
  let jumpedMs = Number.NEGATIVE_INFINITY;
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
    switch (step.action.kind) {
      case "reload":
        hls?.startLoad();
        break;
      case "recover-media":
        o.onBeforeLoss();
        say("recovering");
        hls?.recoverMediaError();
        // Taking the source away has paused the element.
        play();
        break;
      case "recreate":
        clearTimeout(retry);
        retry = setTimeout(recreate, step.action.afterMs);
        break;
      case "none":
        break;
      default:
        break;
    }
  };

  const recreated = (): void => {
    recovery = recover(recovery, { kind: "recreated", atMs: performance.now() }).state;
  };

  /** A viewer lives on the buffer as long as there is one; if loading goes on meanwhile, nothing need be built anew. */
  const recreate = (): void => {
    const aheadMs = bufferedAhead(video) * 1000;
    const canWait = hls !== undefined && state === "playing" && aheadMs > LEAST_BUFFER_MS;
    if (!canWait) return void create();
    hls?.startLoad();
    retry = setTimeout(
      () => {
        if (bufferedAhead(video) * 1000 > LEAST_BUFFER_MS) recreated();
        else void create();
      },
      aheadMs - LEAST_BUFFER_MS / 2,
    );
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
    clearTimeout(retry);
    retry = undefined;
    o.onBeforeLoss();
    if (state === "playing") say("recovering");
    hls?.destroy();
    hls = undefined;
    if (isDetached) return;
    movedMs = performance.now();
    const build = ++builds;
    const engine = await loadEngine();
    if (isDetached || build !== builds) return;
    recreated();
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
    if (video.currentTime > lastTime && !video.seeking) movedMs = now;
    lastTime = video.currentTime;
    const isIdle = state === "paused" || state === "blocked" || document.visibilityState === "hidden";
    // A machine that slept has shown nothing meanwhile, and nothing is wrong with the player.
    if (isIdle || now - watchedMs > ASLEEP_MS) movedMs = now;
    else if (now - movedMs >= QUIET_MS && state === "playing") say("recovering");
    watchedMs = now;
    if (isIdle) return;
    if (now - movedMs >= STUCK_MS) {
      movedMs = now;
      happened({ kind: "stuck", atMs: now, jitter: Math.random() });
    }
    const mayJump = !isBehindByChoice && state === "playing" && now - jumpedMs >= JUMP_EVERY_MS;
    const isLate =
      hls === undefined
        ? nativeDistance(video) > 3 * NATIVE_LIVE_SECONDS
        : hasDrifted(hls) && knowsTheEdge(hls);
    if (mayJump && isLate) {
      jumpedMs = now;
      goToLive();
    }
  };

  const on = (name: keyof HTMLMediaElementEventMap, act: () => void): void =>
    video.addEventListener(name, act, { signal: listeners.signal });
  on("timeupdate", () => {
    if (video.paused || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    happened({ kind: "progress", atMs: performance.now() });
    say("playing");
  });
  on("pause", () => {
    // hls.js pauses nothing, and an element whose source is taken away says no `pause`: this is a viewer's wish.
    if (video.readyState > 0) say("paused");
  });
  on("play", () => {
    if (state !== "paused") return;
    say("playing");
    if (!isBehindByChoice) goToLive();
  });
  on("seeking", () => {
    // To jump is not to play.
    lastTime = video.currentTime;
    const live = hls?.liveSyncPosition;
    if (typeof live === "number") isBehindByChoice = video.currentTime < live - 5;
    else if (hls === undefined) isBehindByChoice = nativeDistance(video) > NATIVE_LIVE_SECONDS;
  });
  on("error", () => {
    if (hls === undefined && video.error !== null) fatal("other");
  });
  document.addEventListener("visibilitychange", watch, { signal: listeners.signal });
  const retryNow = (): void => {
    if (retry !== undefined && (state === "recovering" || state === "starting")) void create();
  };
  addEventListener("online", retryNow, { signal: listeners.signal });
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
    isLive: () => {
      if (state !== "playing" || isBehindByChoice) return false;
      return hls === undefined ? nativeDistance(video) <= NATIVE_LIVE_SECONDS : isLive(hls);
    },
    skip: (seconds) => {
      const edge = hls?.liveSyncPosition;
      const { seekable } = video;
      if (seekable.length === 0) return;
      const last = edge ?? seekable.end(seekable.length - 1) - 3;
      video.currentTime = Math.max(seekable.start(0), Math.min(last, video.currentTime + seconds));
    },
    retryNow,
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
