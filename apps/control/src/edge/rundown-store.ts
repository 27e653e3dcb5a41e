import { z } from "zod";
import { Rundown } from "@nonstop/contract/rundown";

const Latest = z.object({ version: z.int().positive() });

/** The rundown that the schedule side left in KV, for a channel that has never been given one. Never rejects. */
export async function rundownFromKv(station: KVNamespace, channel: string): Promise<Rundown | undefined> {
  try {
    const latest = Latest.safeParse(await station.get(`rundown/${channel}/latest`, "json"));
    if (!latest.success) return undefined;
    const stored = await station.get(`rundown/${channel}/${latest.data.version}`, "json");
    const rundown = Rundown.safeParse(stored);
    return rundown.success ? rundown.data : undefined;
  } catch (error) {
    console.log(JSON.stringify({ event: "rundown-unreadable", channel, why: String(error) }));
    return undefined;
  }
}
