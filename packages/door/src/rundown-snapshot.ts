import { log } from "./log.ts";
import { z } from "zod";
import { Rundown } from "@nonstop/contract/rundown";

const Latest = z.object({ version: z.int().positive() });
const KEPT_SECONDS = 7 * 86_400;

const rundownKey = (channel: string, version: number): string => `rundown/${channel}/${version}`;
const latestKey = (channel: string): string => `rundown/${channel}/latest`;

/** Stores a rundown in KV for cold starts and for the site. */
export async function rundownToKv(station: Pick<KVNamespace, "put">, rundown: Rundown): Promise<void> {
  const { channel, version } = rundown;
  // `latest` must never name a version that is not there yet.
  await station.put(rundownKey(channel, version), JSON.stringify(rundown), { expirationTtl: KEPT_SECONDS });
  await station.put(latestKey(channel), JSON.stringify({ version }));
}

/** The rundown that was last stored in KV. Never rejects. */
export async function rundownFromKv(station: KVNamespace, channel: string): Promise<Rundown | undefined> {
  try {
    const latest = Latest.safeParse(await station.get(latestKey(channel), "json"));
    if (!latest.success) return undefined;
    return Rundown.safeParse(await station.get(rundownKey(channel, latest.data.version), "json")).data;
  } catch (error) {
    log("rundown-unreadable", { channel, why: String(error) });
    return undefined;
  }
}
