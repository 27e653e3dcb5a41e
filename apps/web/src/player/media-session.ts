import type { OnScreen } from "../feed/on-screen.ts";

/** Tells the operating system what is on, for lock screens and media keys. */
export function tellMediaSession(shown: OnScreen | undefined): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: shown?.title ?? "Nonstop",
    artist: shown?.entry?.presenters.map((presenter) => presenter.name).join(", ") ?? "",
    album: "Nonstop",
    artwork: [{ src: "/favicon.svg", type: "image/svg+xml" }],
  });
}
