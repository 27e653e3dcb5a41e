import type { ChannelCalls } from "../ports/channel.ts";

/**
 * Whether the picture of a live room arrives, as the playouts see it. Undefined when nobody knows: the channel does not answer, or no
 * playout hears of rooms.
 */
export async function isRoomReceived(channel: ChannelCalls, room: string): Promise<boolean | undefined> {
  try {
    const { playouts } = await channel.controlState();
    const seeing = playouts.filter(({ ingestConnected }) => ingestConnected);
    if (seeing.length === 0) return undefined;
    return seeing.some(({ rooms }) => rooms.some((each) => each.room === room && each.state === "live"));
  } catch {
    return undefined;
  }
}
