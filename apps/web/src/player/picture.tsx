import { secondOf } from "@nonstop/contract/time";
import "media-chrome/dist/media-controller.js";
import "media-chrome/dist/media-control-bar.js";
import "media-chrome/dist/media-play-button.js";
import "media-chrome/dist/media-mute-button.js";
import "media-chrome/dist/media-volume-range.js";
import "media-chrome/dist/media-live-button.js";
import "media-chrome/dist/media-pip-button.js";
import "media-chrome/dist/media-fullscreen-button.js";
import type Hls from "hls.js";
import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { routes } from "@nonstop/contract/routes";
import { nowMs } from "../feed/clock.ts";
import { CHANNEL, feedState, heardMs } from "../feed/station-feed.ts";
import { pictureSecond } from "../feed/picture-second.ts";
import { Card } from "../site/stripes.tsx";
import { attachChannel, type ChannelPlayer, type PlayerState } from "../playback/channel-player.ts";
import { listenToKeys } from "./keys.ts";
import { keepPicture, onNextPicture } from "../playback/last-picture.ts";
import { rememberSound, wantsSound } from "./sound-wish.ts";

declare global {
  interface Window {
    /** For diagnosis and tests: the engine that plays the channel now. Read only. */
    __nonstop?: { readonly hls: Hls | undefined };
  }
}

export const playerState = signal<PlayerState>("starting");
export const isMuted = signal(true);
export const isAtLive = signal(true);
/** Seconds from the scene to the screen; undefined while there is no picture. */
export const latency = signal<number | undefined>(undefined);
let player: ChannelPlayer | undefined;
let element: HTMLVideoElement | undefined;

/** Jumps to the live hold-back and plays. */
export function goToLive(): void {
  player?.goToLive();
}

/** Turns the sound on. Call it from a click, because browsers ask for one. */
export function turnSoundOn(): void {
  if (element === undefined) return;
  element.muted = false;
  if (element.volume === 0) element.volume = 0.6;
  player?.play();
}

function readPicture(): void {
  const picture = player?.pictureMs();
  // A picture that is lost stays on the screen, and its words with it, until another one comes.
  if (picture !== undefined) pictureSecond.value = secondOf(picture);
  latency.value = picture === undefined ? undefined : Math.round((nowMs() - picture) / 100) / 10;
  isAtLive.value = player?.isLive() ?? true;
}

async function toggleFullscreen(stage: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement === null) await stage?.requestFullscreen();
  else await document.exitFullscreen();
}

const waitingWords = (): string =>
  feedState.value === "away" ? "The station does not answer. Trying again." : "Tuning in.";

/** The channel with its controls. */
export function Picture(): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const section = useRef<HTMLElement>(null);
  const hasPicture = useSignal(false);
  const isKept = useSignal(false);
  const hasCaptions = useSignal(false);

  useEffect(() => {
    const [media, cover, stage] = [video.current, canvas.current, section.current];
    if (media === null || cover === null || stage === null) return undefined;
    element = media;
    media.muted = !wantsSound();
    isMuted.value = media.muted;
    const end = new AbortController();
    const { signal } = end;
    const uncover = (): void =>
      onNextPicture(media, () => {
        hasPicture.value = true;
        isKept.value = false;
      });
    // The engine is a third of a megabyte, so the page is painted first.
    const idle = requestAnimationFrame(() =>
      setTimeout(() => {
        if (signal.aborted) return;
        player = attachChannel({
          video: media,
          source: routes.multivariant(CHANNEL),
          isLowLatency: true,
          onState: (state) => {
            playerState.value = state;
            if (state === "playing") uncover();
          },
          onBeforeLoss: () => {
            if (keepPicture(media, cover)) isKept.value = true;
          },
        });
        window.__nonstop = Object.freeze({
          get hls() {
            return player?.hls();
          },
        });
      }),
    );
    const clock = setInterval(readPicture, 200);
    // An answer from the station shows that another try is worth while.
    const forget = heardMs.subscribe(() => player?.retryNow());
    media.addEventListener(
      "volumechange",
      () => {
        const isOff = media.muted || media.volume === 0;
        if (isOff !== isMuted.value) rememberSound(!isOff);
        isMuted.value = isOff;
      },
      { signal },
    );
    media.textTracks.addEventListener(
      "addtrack",
      () => {
        const kinds = [...media.textTracks].map((track) => track.kind);
        if (hasCaptions.value || !kinds.some((kind) => kind === "captions" || kind === "subtitles")) return;
        void import("./captions-menu.ts").then(() => {
          hasCaptions.value = true;
        });
      },
      { signal },
    );
    // We handle this ourselves, because media-chrome seeks to the very edge, where there is nothing to play yet.
    stage.addEventListener(
      "mediaseektoliverequest",
      (event) => {
        event.stopPropagation();
        goToLive();
      },
      { signal, capture: true },
    );
    listenToKeys(
      {
        toggle: () => (media.paused ? player?.play() : media.pause()),
        mute: () => {
          if (media.muted) turnSoundOn();
          else media.muted = true;
        },
        fullscreen: () => void toggleFullscreen(media.parentElement),
        live: goToLive,
        skip: (seconds) => player?.skip(seconds),
      },
      signal,
    );
    return () => {
      end.abort();
      cancelAnimationFrame(idle);
      clearInterval(clock);
      forget();
      player?.detach();
      player = undefined;
      element = undefined;
      pictureSecond.value = undefined;
      playerState.value = "starting";
    };
  }, []);

  return (
    <section
      ref={section}
      class="picture"
      aria-label="The channel"
      data-state={playerState.value}
      data-live={isAtLive.value}
      data-latency={latency.value}
    >
      <media-controller
        defaultstreamtype="live"
        liveedgeoffset="8"
        noautoseektolive
        nomutedpref
        novolumepref
        hotkeys="nolt nogt noj nol"
      >
        <video ref={video} slot="media" playsInline muted tabIndex={-1} aria-label="Nonstop, live" />
        <canvas ref={canvas} slot="top-chrome" class="cover" noautohide hidden={!isKept.value} />
        <div slot="top-chrome" class="cover ident" noautohide hidden={hasPicture.value || isKept.value}>
          <Card class="ident-card" />
          <strong>nonstop</strong>
          <span>{waitingWords()}</span>
        </div>
        {hasCaptions.value && <media-captions-menu hidden anchor="auto" />}
        <media-control-bar>
          <media-play-button />
          <media-mute-button />
          <media-volume-range />
          <media-live-button hidden={!hasPicture.value}>
            <span slot="text">{isAtLive.value ? "Live" : "Go to live"}</span>
          </media-live-button>
          <span class="room" />
          {hasCaptions.value && <media-captions-menu-button />}
          <media-pip-button />
          <media-fullscreen-button />
        </media-control-bar>
      </media-controller>
    </section>
  );
}
