import "media-chrome/dist/media-controller.js";
import "media-chrome/dist/media-control-bar.js";
import "media-chrome/dist/media-play-button.js";
import "media-chrome/dist/media-mute-button.js";
import "media-chrome/dist/media-volume-range.js";
import "media-chrome/dist/media-time-range.js";
import "media-chrome/dist/media-time-display.js";
import "media-chrome/dist/media-fullscreen-button.js";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Card } from "../site/stripes.tsx";
import { attachReplay, type ReplayState } from "../playback/replay-player.ts";
import "../player/player.css";

const WORDS: Readonly<Record<ReplayState, string>> = {
  loading: "Finding the tape.",
  ready: "",
  none: "There is no recording of this programme.",
  away: "The station does not answer just now.",
};

/** What can be watched again, with a time line. */
export function Replay({
  source,
  title,
  isEager,
}: {
  source: string;
  title: string;
  /** Whether somebody has just asked for it: it plays at once. */
  isEager: boolean;
}): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const section = useRef<HTMLElement>(null);
  const state = useSignal<ReplayState>("loading");
  useEffect(() => {
    const media = video.current;
    if (media === null) return undefined;
    if (isEager) {
      section.current?.scrollIntoView({ block: "start" });
      // The click that opened the replay allows sound. Some browsers still refuse, and then the viewer presses play.
      media.play().catch(() => undefined);
    }
    return attachReplay(media, source, (next) => (state.value = next));
  }, [source]);
  return (
    <section ref={section} class="picture replay" aria-label="Replay" data-state={state.value}>
      <media-controller defaultstreamtype="on-demand" nomutedpref novolumepref>
        <video
          ref={video}
          slot="media"
          playsInline
          autoPlay={isEager}
          tabIndex={-1}
          aria-label={`Replay: ${title}`}
        />
        <div slot="top-chrome" class="cover ident" noautohide hidden={state.value === "ready"}>
          <Card class="ident-card" />
          <strong>nonstop</strong>
          <span role="status">{WORDS[state.value]}</span>
        </div>
        {(state.value === "loading" || state.value === "ready") && (
          <media-control-bar>
            <media-play-button />
            <media-mute-button />
            <media-volume-range />
            <media-time-range />
            <media-time-display showduration />
            <media-fullscreen-button />
          </media-control-bar>
        )}
      </media-controller>
    </section>
  );
}
