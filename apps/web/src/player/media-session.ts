import type { Presenter } from "@nonstop/contract/airing";

/** Tells the operating system what is on, for lock screens and media keys. */
export function tellMediaSession(title: string, presenters: readonly Presenter[]): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title,
    artist: presenters.map((presenter) => presenter.name).join(", "),
    album: "Nonstop",
    artwork: [{ src: "/favicon.svg", type: "image/svg+xml" }],
  });
}
