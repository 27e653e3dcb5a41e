import type { ChannelId } from "@nonstop/contract/names";
import type { Slot } from "./slots.ts";

/** The station as its feeds name it. */
export type FeedStation = {
  channel: ChannelId;
  /** The channel's name as its audience reads it. */
  name: string;
  /** Origin of the station's site, without a slash at its end: `https://tv.example`. */
  origin: string;
};

/** What a guide for televisions is written from: slots without a hole between them. */
export type GuideFeed = FeedStation & { slots: readonly Slot[] };

/** The host of an origin, as it makes names unique: without a port. */
export function hostOf(origin: string): string {
  return origin.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");
}

/**
 * The channel's name among all the channels of the world, as RFC 2838 has it and XMLTV wants it: `main.tv.example`. Equal in the
 * guide and in the channel list, which find each other by it.
 */
export function broadcastId({ channel, origin }: Pick<FeedStation, "channel" | "origin">): string {
  const labels = hostOf(origin)
    .split(".")
    .map((label) => label.replaceAll(/[^a-zA-Z0-9-]+/g, "-"));
  return [channel, ...labels.filter((label) => label !== "")].join(".");
}
