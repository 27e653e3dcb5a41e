import { shownToViewersKey } from "@nonstop/contract/media-keys";
import { ShownToViewers } from "@nonstop/contract/shelf";
import { clock } from "@nonstop/door/clock";
import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "./env.ts";

/** What is withdrawn is gone after this time, in every isolate. */
const KEEP_MS = 1000;
const NOTHING: ShownToViewers = { pieces: {}, airings: {} };

/** What R2 said last, by channel. */
const newest = new Map<string, ShownToViewers>();
const told = new SharedReads<ShownToViewers>({ keepMs: () => KEEP_MS, maxWeight: 20 });

/** Whether viewers may watch a piece of the library now. */
export async function isPieceShown(env: Env, channel: string, asset: string): Promise<boolean> {
  const { pieces } = await read(env, channel);
  const rights = Object.hasOwn(pieces, asset) ? pieces[asset] : undefined;
  return rights !== undefined && isWithin(rights);
}

/** Whether viewers may watch the replay of an airing now. */
export async function isAiringShown(env: Env, channel: string, airing: string): Promise<boolean> {
  const { airings } = await read(env, channel);
  const rights = Object.hasOwn(airings, airing) ? airings[airing] : undefined;
  return rights === undefined || isWithin(rights);
}

function read(env: Env, channel: string): Promise<ShownToViewers> {
  return told.read(channel, async () => {
    try {
      const object = await env.MEDIA.get(shownToViewersKey(channel));
      const shown = object === null ? NOTHING : ShownToViewers.parse(await object.json());
      newest.set(channel, shown);
      return shown;
    } catch {
      // While R2 fails, what it said last holds. It holds the media as well, so nobody sees more than they may.
      return newest.get(channel) ?? NOTHING;
    }
  });
}

function isWithin({ rightsFrom = 0, rightsTo = Infinity }: ShownToViewers["pieces"][string]): boolean {
  const now = clock.nowMs() / 1000;
  return rightsFrom <= now && now < rightsTo;
}
