import "preact";

type ChromeElement = preact.HTMLAttributes<HTMLElement> & { [attribute: string]: unknown };

declare module "preact" {
  interface HTMLAttributes {
    /** Keeps this child of a media-controller visible when the controls fade. */
    noautohide?: boolean;
  }
  // oxlint-disable-next-line typescript/no-namespace -- the only way to name custom elements to JSX
  namespace JSX {
    interface IntrinsicElements {
      "media-controller": ChromeElement;
      "media-control-bar": ChromeElement;
      "media-play-button": ChromeElement;
      "media-mute-button": ChromeElement;
      "media-volume-range": ChromeElement;
      "media-live-button": ChromeElement;
      "media-time-range": ChromeElement;
      "media-time-display": ChromeElement;
      "media-pip-button": ChromeElement;
      "media-fullscreen-button": ChromeElement;
      "media-captions-menu": ChromeElement;
      "media-captions-menu-button": ChromeElement;
    }
  }
}
