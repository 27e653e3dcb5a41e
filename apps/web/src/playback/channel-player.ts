import type Hls from "hls.js";
import type { HlsConfig } from "hls.js";
import { loadEngine } from "./load-engine.ts";
import { freshRecovery, recover, STUCK_MS, type RecoveryEvent } from "./recovery.ts";
import { hasDrifted, isLive } from "./drift.ts";
import { bufferedAhead, NATIVE_LIVE_SECONDS, nativeDistance, startDate } from "./media-position.ts";

/**
 * `starting`: no picture has come yet. `paused`: the viewer paused. `blocked`: the browser wants a click first.
 * `recovering`: the picture is lost and the player is bringing it back.
 */
export type PlayerState = "starting" | "playing" | "paused" | "blocked" | "recovering";

export type ChannelPlayer = {
  /** The present engine; undefined while none is loaded, and when the browser plays HLS itself. */
  hls: () => Hls | undefined;
  /** Channel time of the picture, milliseconds since the epoch; undefined when there is no picture. */
  pictureMs: () => number | undefined;
  /** True when the picture is within the live hold-back. */
  isLive: () => boolean;
  goToLive: () => void;
  /** Moves by seconds, back when negative, and never past the live hold-back. */
  skip: (seconds: number) => void;
  play: () => void;
  /** Ends a back-off. Call it on a sign that the station is back. */
  retryNow: () => void;
  detach: () => void;
};

export type ChannelPlayerOptions = {
  video: HTMLVideoElement;
  /** Address of a multivariant or media playlist. */
  source: string;
  /** True for the channel. Rooms are plain HLS. */
  isLowLatency: boolean;
  onState: (state: PlayerState) => void;
  /** Called just before the picture is lost, so that the page can keep it on screen. */
  onBeforeLoss: () => void;
};

/**
 * Settings of hls.js. They contain no `liveSync*` and no `liveMaxLatency*`, because in low-latency mode those override the
 * playlist's hold-back. There is no worker: hls.js passes CMAF on without transmuxing, and a `blob:` worker would need an
 * exception in the content security policy.
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

/** A shorter buffer is not worth playing out before the player is rebuilt. Milliseconds. */
const LEAST_BUFFER_MS = 500;
/** A picture that stands still for this long is reported as lost. The player acts at `STUCK_MS`. Milliseconds. */
const QUIET_MS = 2500;

/** The watchdog runs every second. A longer pause than this means that the machine slept. Milliseconds. */
const ASLEEP_MS = 5000;
/** The least time between two jumps to the live edge, so that a jump has time to help. Milliseconds. */
const JUMP_EVERY_MS = 10_000;
/** An older playlist does not say where the live edge is. Seconds. */
const FRESH_PLAYLIST_SECONDS = 8;

/** True when the playlist is fresh. With an old one, a jump ahead would give up the picture for nothing. */
function knowsTheEdge(hls: Hls): boolean {
  const details = hls.latestLevelDetails;
  return details !== null && details.age < FRESH_PLAYLIST_SECONDS;
}

/** Plays a channel or a room in a video element, and recovers from every failure, until `detach`. */
export function attachChannel(o: ChannelPlayerOptions): ChannelPlayer {
  const { video } = o;
  let hls: Hls | undefined;
  let recovery = freshRecovery;
  let state: PlayerState = "starting";
  let isDetached = false;
  /** Counts the builds. A build whose engine loads after the next build began is dropped. */
  let builds = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lastTime = -1;
  let movedMs = performance.now();
  let watchedMs = performance.now();
  let jumpedMs = Number.NEGATIVE_INFINITY;
  // True when the viewer went back on purpose. The player then does not jump to the live edge.
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
        // The fresh decoder replaced the source, which paused the element.
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

  /** Plays out the buffer while loading is tried once more. The player is rebuilt only when the buffer runs dry. */
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
      // Without a multivariant playlist there is nothing to reload, so the player is rebuilt.
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
    // The picture also stood still while the machine slept, but nothing is wrong with the player.
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
        : hasDrifted(hls, bufferedAhead(video)) && knowsTheEdge(hls);
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
    // hls.js never pauses, and an element without a source has no data. So this pause is the viewer's.
    if (video.readyState > 0) say("paused");
  });
  on("play", () => {
    if (state !== "paused") return;
    say("playing");
    if (!isBehindByChoice) goToLive();
  });
  on("seeking", () => {
    // A jump must not count as a moving picture.
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
