import type { HonoRequest, MiddlewareHandler } from "hono";
import type { ChannelObject } from "@nonstop/contract/channel-object";
import { ChannelId } from "@nonstop/contract/names";
import { objectStub, type RegionEnv } from "./object-stub.ts";
import { refusal } from "./refusal.ts";

/** The station's channels, as the setting `CHANNEL` names them: comma-separated when there are several. */
export type ChannelNamesEnv = { CHANNEL: string };
/** What a Worker that calls channels is bound to. */
export type ChannelsEnv = ChannelNamesEnv &
  RegionEnv & { CHANNELS: DurableObjectNamespace<ChannelObject & Rpc.DurableObjectBranded> };
export type ChannelStub = DurableObjectStub<ChannelObject & Rpc.DurableObjectBranded>;

/** Refuses channels that this station does not have, so that no name a stranger makes up becomes a Durable Object. */
export const knownChannel: MiddlewareHandler<{ Bindings: ChannelNamesEnv }> = async (c, next) => {
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

/** Names of the station's channels. */
export function channelNames(env: ChannelNamesEnv): string[] {
  return env.CHANNEL.split(",").map((name) => name.trim());
}

/** The station's first channel. */
export function firstChannel(env: ChannelNamesEnv): string {
  return channelNames(env)[0] ?? "main";
}

/** The object of a channel. */
export function channelByName(env: ChannelsEnv, name: string): ChannelStub {
  return objectStub(env.CHANNELS, name, env);
}

/** The object of the path's channel, or of the station's first one. */
export function channelOf(c: { env: ChannelsEnv; req: HonoRequest }): ChannelStub {
  return channelByName(c.env, c.req.param("channel") ?? firstChannel(c.env));
}
