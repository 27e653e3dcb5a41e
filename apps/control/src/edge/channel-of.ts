import type { Context, MiddlewareHandler } from "hono";
import { ChannelId } from "@nonstop/contract/names";
import type { Env } from "../env.ts";
import type { Channel } from "./channel.ts";
import { refusal } from "./refusal.ts";

/** What Hono's handlers of the edge are given. */
export type Edge = { Bindings: Env };

/** Refuses channels that this station does not have, so that no name a stranger makes up becomes a Durable Object. */
export const knownChannel: MiddlewareHandler<Edge> = async (c, next) => {
  const name = c.req.param("channel");
  const known = channelNames(c.env);
  if (!ChannelId.safeParse(name).success || !known.includes(name ?? "")) {
    return refusal(404, "unknown-channel", "There is no such channel.", {
      field: "channel",
      cure: `Known: ${known.join(", ")}.`,
    });
  }
  await next();
  return undefined;
};

/** Names of the station's channels: the setting `CHANNEL`, comma-separated when there are several. */
export function channelNames(env: { CHANNEL: string }): string[] {
  return env.CHANNEL.split(",").map((name) => name.trim());
}

/** The Durable Object of the path's channel, or of the station's first one. */
export function channelOf(c: Context<Edge>): DurableObjectStub<Channel> {
  return c.env.CHANNELS.getByName(c.req.param("channel") ?? channelNames(c.env)[0] ?? "main");
}
