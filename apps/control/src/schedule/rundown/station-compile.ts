import { GuideEntry } from "@nonstop/contract/guide";
import type { Airing } from "@nonstop/contract/airing";
import type { Rundown } from "@nonstop/contract/rundown";
import { compileRundown, type CompileAnswer } from "@nonstop/schedule/compile-rundown";
import { guideOf } from "@nonstop/schedule/guide";
import { z } from "zod";
import { rundownFromKv, rundownToKv } from "../../edge/rundown-store.ts";
import type { Env } from "../../env.ts";
import type { Piece } from "../station-store.ts";

const BACK_SECONDS = 60;
const AHEAD_SECONDS = 48 * 3600;
/** The public guide looks back so far and ahead so far. */
export const GUIDE_BACK_SECONDS = 2 * 86_400;
const GUIDE_AHEAD_SECONDS = 14 * 86_400;
/** A rundown is one row, one message and one KV value; short fillers make many items, so the window is cut instead. */
const MOST_ITEMS = 5_000;

export const GuideSnapshot = z.object({
  channel: z.string(),
  stationTimezone: z.string(),
  entries: z.array(GuideEntry),
});
export type GuideSnapshot = z.infer<typeof GuideSnapshot>;

const guideKey = (channel: string): string => `guide/${channel}`;

/** Compiles the schedule around `nowMs`: two days, or less when that would be too many items. */
export function compileStation(o: {
  channel: string;
  version: number;
  airings: readonly Airing[];
  pieces: readonly Piece[];
  upstreamDelaySeconds: number;
  nowMs: number;
}): CompileAnswer {
  const now = Math.floor(o.nowMs / 1000);
  const compile = (aheadSeconds: number): CompileAnswer =>
    compileRundown({
      channel: o.channel,
      version: o.version,
      from: now - BACK_SECONDS,
      to: now + aheadSeconds,
      airings: o.airings,
      assets: new Map(o.pieces.map((piece) => [piece.asset, piece])),
      fillers: o.pieces
        .filter(({ filler }) => filler)
        .map(({ asset, durationSeconds }) => ({ asset, durationSeconds })),
      upstreamDelaySeconds: o.upstreamDelaySeconds,
    });
  let aheadSeconds = AHEAD_SECONDS;
  let answer = compile(aheadSeconds);
  while (answer.kind === "rundown" && answer.rundown.items.length > MOST_ITEMS && aheadSeconds > 7200) {
    aheadSeconds /= 2;
    answer = compile(aheadSeconds);
  }
  return answer;
}

/** The guide as it is kept for the site, without anything but what the public may see. */
export function guideSnapshot(o: {
  channel: string;
  airings: readonly Airing[];
  stationTimezone: string;
  nowMs: number;
}): GuideSnapshot {
  const now = Math.floor(o.nowMs / 1000);
  const window = { channel: o.channel, from: now - GUIDE_BACK_SECONDS, to: now + GUIDE_AHEAD_SECONDS };
  const { entries, stationTimezone } = guideOf(o.airings, window, o.stationTimezone);
  return { channel: o.channel, stationTimezone, entries };
}

/**
 * Gives a rundown and a guide to the channel and to KV. The channel comes first: it airs, KV is for cold starts and the site.
 * Answers the version the channel has when it is newer than ours, or what could not be told.
 */
export async function handOver(
  env: Env,
  rundown: Rundown,
  guide: GuideSnapshot,
): Promise<
  { kind: "handed-over" } | { kind: "older"; version: number } | { kind: "failed"; what: string[] }
> {
  const { channel } = rundown;
  const failed: string[] = [];
  try {
    const answer = await env.CHANNELS.getByName(channel).setRundown(rundown);
    if (answer.kind === "older") return { kind: "older", version: answer.version };
  } catch {
    failed.push("the channel");
  }
  try {
    await rundownToKv(env.STATION, rundown);
    await env.STATION.put(guideKey(channel), JSON.stringify(guide));
  } catch {
    failed.push("KV");
  }
  return failed.length === 0 ? { kind: "handed-over" } : { kind: "failed", what: failed };
}

/** The last snapshots, for when the schedule side is down. */
export async function snapshotsFromKv(
  kv: KVNamespace,
  channel: string,
): Promise<{ guide: GuideSnapshot | undefined; rundown: Rundown | undefined }> {
  const guide = GuideSnapshot.safeParse(await kv.get(guideKey(channel), "json")).data;
  return { guide, rundown: await rundownFromKv(kv, channel) };
}
