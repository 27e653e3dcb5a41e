import type { HonoRequest, MiddlewareHandler } from "hono";
import type { ChannelObject } from "@nonstop/contract/channel-object";
import { ChannelId } from "@nonstop/contract/names";
import { objectStub, type RegionEnv } from "./object-stub.ts";
import { refusal } from "./refusal.ts";

/** The setting `CHANNEL` names the station's channels, separated by commas. */
export type ChannelNamesEnv = { CHANNEL: string };
/** What a Worker that calls channels is bound to. */
export type ChannelsEnv = ChannelNamesEnv &
  RegionEnv & { CHANNELS: DurableObjectNamespace<ChannelObject & Rpc.DurableObjectBranded> };
export type ChannelStub = DurableObjectStub<ChannelObject & Rpc.DurableObjectBranded>;

/**
 * Refuses channels that this station does not have. Otherwise a stranger could create Durable Objects by making up
 * names.
 */
export const knownChannel: MiddlewareHandler<{ Bindings: ChannelNamesEnv }> = async (c, next) => {
  const refused = unknownChannel(c.env, c.req.param("channel") ?? "");
  if (refused !== undefined) return refused;
  await next();
  return undefined;
};

/** The refusal of a channel that this station does not have; undefined when it has it. */
export function unknownChannel(env: ChannelNamesEnv, name: string): Response | undefined {
  const known = channelNames(env);
  if (ChannelId.safeParse(name).success && known.includes(name)) return undefined;
  return refusal(404, "unknown-channel", "There is no such channel.", {
    field: "channel",
    cure: `Known: ${known.join(", ")}.`,
    cacheSeconds: 60,
  });
}

/** Names of the station's channels. */
export function channelNames(env: ChannelNamesEnv): string[] {
  return env.CHANNEL.split(",").map((name) => name.trim());
}

/** The station's first channel. */
export function firstChannel(env: ChannelNamesEnv): string {
  return channelNames(env)[0] || "main";
}

/** The Durable Object of a channel. */
export function channelByName(env: ChannelsEnv, name: string): ChannelStub {
  return objectStub(env.CHANNELS, name, env);
}

/** The Durable Object of the channel in the path, or else of the station's first channel. */
export function channelOf(c: { env: ChannelsEnv; req: HonoRequest }): ChannelStub {
  return channelByName(c.env, c.req.param("channel") ?? firstChannel(c.env));
}
