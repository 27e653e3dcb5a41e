import type { Rundown } from "@nonstop/contract/rundown";
import { snapshotsToKv, type GuideSnapshot } from "../guide/snapshots.ts";
import type { ChannelCalls } from "../ports/channel.ts";

/** `older`: the channel has a newer rundown, of this version. `failed`: who did not get it, in words. */
export type HandOverAnswer =
  | { kind: "handed-over" }
  | { kind: "older"; version: number }
  | { kind: "failed"; what: string };

/** Gives a rundown to the channel, and with its guide to KV. The channel comes first: it airs. */
export async function handOver(
  to: { channel: Pick<ChannelCalls, "setRundown">; kv: Pick<KVNamespace, "put"> },
  rundown: Rundown,
  guide: GuideSnapshot,
): Promise<HandOverAnswer> {
  const failed: string[] = [];
  try {
    const answer = await to.channel.setRundown(rundown);
    if (answer.kind === "older") return { kind: "older", version: answer.version };
  } catch {
    failed.push("the channel");
  }
  try {
    await snapshotsToKv(to.kv, rundown, guide);
  } catch {
    failed.push("KV");
  }
  return failed.length === 0 ? { kind: "handed-over" } : { kind: "failed", what: failed.join(" and ") };
}
