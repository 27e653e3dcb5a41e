import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import { GuideEntry } from "@nonstop/contract/guide";
import { AiringId } from "@nonstop/contract/names";
import type { Rundown } from "@nonstop/contract/rundown";
import { guideOf } from "@nonstop/schedule/guide";
import { z } from "zod";
import type { Addresses } from "../events/addresses.ts";
import { rundownFromKv, rundownToKv } from "@nonstop/door/rundown-snapshot";

/** The public guide looks back so far and ahead so far. */
export const GUIDE_BACK_SECONDS = 2 * 86_400;
const GUIDE_AHEAD_SECONDS = 14 * 86_400;

const GuideSnapshot = z.object({
  channel: z.string(),
  stationTimezone: z.string(),
  entries: z.array(GuideEntry),
  /** Airings by the addresses that they had before, so that those lead on while the schedule is down. */
  addresses: z.record(z.string(), AiringId).default({}),
});
export type GuideSnapshot = z.infer<typeof GuideSnapshot>;

const guideKey = (channel: string): string => `guide/${channel}`;

/** The guide as it is kept for the site, without anything but what the public may see. */
export function guideSnapshot(o: {
  channel: string;
  airings: readonly Airing[];
  addresses: Pick<Addresses, "of">;
  stationTimezone: string;
  nowMs: number;
}): GuideSnapshot {
  const now = secondOf(o.nowMs);
  const window = { channel: o.channel, from: now - GUIDE_BACK_SECONDS, to: now + GUIDE_AHEAD_SECONDS };
  const { entries, stationTimezone } = guideOf(o.airings, window, o.stationTimezone);
  const moved = entries.flatMap(({ airing, slug }) =>
    o.addresses.of(airing).flatMap((old) => (old === slug ? [] : [[old, airing] as const])),
  );
  return { channel: o.channel, stationTimezone, entries, addresses: Object.fromEntries(moved) };
}

/** Leaves a rundown and its guide in KV, for cold starts and for when the schedule is down. */
export async function snapshotsToKv(
  kv: Pick<KVNamespace, "put">,
  rundown: Rundown,
  guide: GuideSnapshot,
): Promise<void> {
  await rundownToKv(kv, rundown);
  await kv.put(guideKey(guide.channel), JSON.stringify(guide));
}

/** The last snapshots; what cannot be read is undefined. */
export async function snapshotsFromKv(
  kv: KVNamespace,
  channel: string,
): Promise<{ guide: GuideSnapshot | undefined; rundown: Rundown | undefined }> {
  const guide = GuideSnapshot.safeParse(await kv.get(guideKey(channel), "json")).data;
  return { guide, rundown: await rundownFromKv(kv, channel) };
}
