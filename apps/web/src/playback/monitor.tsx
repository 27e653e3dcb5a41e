import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { attachChannel, type ChannelPlayer } from "./channel-player.ts";
import { keepPicture, onNextPicture } from "./last-picture.ts";

type MonitorProps = {
  source: string;
  isLowLatency: boolean;
  isMuted: boolean;
  label: string;
  /** Shown until the first picture comes. */
  children: ComponentChildren;
  /** Called five times a second with the channel time of the picture, in milliseconds. */
  onPicture?: (ms: number | undefined) => void;
};

/** The picture of the channel or of a room, without controls. */
export function Monitor({
  source,
  isLowLatency,
  isMuted,
  label,
  children,
  onPicture,
}: MonitorProps): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hasPicture = useSignal(false);
  const isKept = useSignal(false);
  useEffect(() => {
    const [media, cover] = [video.current, canvas.current];
    if (media === null || cover === null) return undefined;
    hasPicture.value = false;
    isKept.value = false;
    const player: ChannelPlayer = attachChannel({
      video: media,
      source,
      isLowLatency,
      onState: (state) => {
        if (state !== "playing") return;
        onNextPicture(media, () => {
          hasPicture.value = true;
          isKept.value = false;
        });
      },
      onBeforeLoss: () => {
        if (keepPicture(media, cover)) isKept.value = true;
      },
    });
    const clock = setInterval(() => onPicture?.(player.pictureMs()), 200);
    return () => {
      clearInterval(clock);
      onPicture?.(undefined);
      player.detach();
    };
  }, [source, isLowLatency]);
  return (
    <div class="screen">
      <video ref={video} playsInline muted={isMuted} aria-label={label} />
      <canvas ref={canvas} hidden={!isKept.value} />
      {!hasPicture.value && !isKept.value && <div class="no-picture">{children}</div>}
    </div>
  );
}
