import { xmlElement, xmlText } from "./xml-text.ts";

/** What a page of the station looks like in somebody else's (oembed.com, version 1.0). */
export type Embed = {
  title: string;
  /** Address of the player alone; undefined where there is nothing to play yet. */
  player?: string | undefined;
  /** Origin of the station's site. */
  origin: string;
  /** The picture, with its size in pixels. */
  picture: { url: string; width: number; height: number };
};
type Answer = Readonly<Record<string, string | number>>;

const WIDTH = 640;
const RATIO = 16 / 9;
const CACHE_SECONDS = 300;

/** The answer, as large as may be: `most` are pixels. */
export function oembed(
  embed: Embed,
  most: { width?: number | undefined; height?: number | undefined },
): Answer {
  const { title, player, origin, picture } = embed;
  const width = Math.max(1, Math.round(Math.min(WIDTH, most.width ?? WIDTH, (most.height ?? WIDTH) * RATIO)));
  const height = Math.max(1, Math.round(width / RATIO));
  const common = {
    version: "1.0",
    title,
    provider_name: "Nonstop",
    provider_url: `${origin}/`,
    cache_age: CACHE_SECONDS,
    ...thumbnail(picture, most),
  };
  if (player === undefined) return { type: "link", ...common };
  const attributes = {
    src: player,
    width,
    height,
    title,
    style: "border:0",
    allow: "autoplay; fullscreen; picture-in-picture",
    loading: "lazy",
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${xmlText(String(value))}"`);
  return {
    type: "video",
    ...common,
    width,
    height,
    html: `<iframe ${written.join(" ")} allowfullscreen></iframe>`,
  };
}

/** The same as XML. */
export function oembedXml(answer: Answer): string {
  const lines = Object.entries(answer).map(([name, value]) => `  ${xmlElement(name, String(value))}`);
  return [
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
    "<oembed>",
    ...lines,
    "</oembed>",
    "",
  ].join("\n");
}

// A picture that is larger than may be is left out, for it cannot be had smaller.
function thumbnail(
  { url, width, height }: Embed["picture"],
  most: { width?: number | undefined; height?: number | undefined },
): Answer {
  if (width > (most.width ?? width) || height > (most.height ?? height)) return {};
  return { thumbnail_url: url, thumbnail_width: width, thumbnail_height: height };
}
