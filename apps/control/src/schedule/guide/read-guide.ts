import { secondOf } from "@nonstop/contract/time";
import { channelByName } from "@nonstop/door/channel-of";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import {
  AIRED_SECONDS,
  type Guide,
  MAX_AIRED_SPANS,
  type NowNext,
  type ProgrammeAnswer,
} from "@nonstop/contract/guide";
import { nowNext } from "@nonstop/schedule/guide";
import { clock } from "@nonstop/door/clock";
import type { Env } from "../../env.ts";
import { settingsOf } from "../../settings.ts";
import { log } from "@nonstop/door/log";
import { programmeOf, type Programme } from "./programme-of.ts";
import { SharedReads } from "@nonstop/door/shared-reads";
import { scheduleOf } from "../schedule-of.ts";
import { snapshotsFromKv } from "./snapshots.ts";

// Anybody may ask for these at any rate, so the objects are asked for each thing once in a moment.
const aired = new SharedReads<AsRunSpan[]>({ keepMs: () => 500, maxWeight: 100 });
// What is published stands in it within the second.
const guides = new SharedReads<Guide>({ keepMs: () => 250, maxWeight: 20 });
const plans = new SharedReads<NowNext>({ keepMs: () => 500, maxWeight: 20 });
const addresses = new SharedReads<ReadonlySet<string>>({ keepMs: () => 1000, maxWeight: 20 });
const programmes = new SharedReads<Programme | "none">({ keepMs: () => 1000, maxWeight: 500 });

// The schedule answers with what was published a moment ago; should it be down, the site lives on the snapshots in KV.

/** The guide of a window `[from, to)` in seconds. */
export async function readGuide(
  env: Env,
  channel: string,
  window: { from: number; to: number },
): Promise<Guide> {
  try {
    const key = `${channel} ${window.from} ${window.to}`;
    return await guides.read(key, () => scheduleOf(env).guide(window.from, window.to));
  } catch {
    const { guide } = await lastSnapshots(env, channel);
    const stationTimezone = guide?.stationTimezone ?? settingsOf(env).timezone;
    const entries = guide?.entries.filter(({ start, end }) => start < window.to && end > window.from) ?? [];
    return { channel, stationTimezone, ...window, entries };
  }
}

/** What is on, what aired a moment ago, and what comes next. */
export async function readNowNext(env: Env, channel: string): Promise<NowNext> {
  const spans = await readAired(env, channel);
  try {
    const plan = await plans.read(channel, () => scheduleOf(env).nowNext(spans));
    return { ...plan, nowMs: clock.nowMs() };
  } catch {
    const { guide, rundown } = await lastSnapshots(env, channel);
    const entries = guide?.entries ?? [];
    return nowNext({ channel, rundown, entries, pieces: new Map(), spans, nowMs: clock.nowMs() });
  }
}

/** What really aired in the last minutes. Without an answer of the channel nothing is said about it. */
async function readAired(env: Env, channel: string): Promise<AsRunSpan[]> {
  const now = secondOf(clock.nowMs());
  try {
    const range = { from: now - AIRED_SECONDS, to: now + 1 };
    return await aired.read(channel, () => channelByName(env, channel).asRun(range, MAX_AIRED_SPANS));
  } catch {
    return [];
  }
}

/** A programme by the address that one of its airings has or once had. */
export async function readProgramme(
  env: Env,
  channel: string,
  slug: string,
): Promise<ProgrammeAnswer | undefined> {
  try {
    // Addresses that somebody makes up are endless, so the schedule is asked which there are.
    const known = await addresses.read(channel, async () => new Set(await scheduleOf(env).addresses()));
    if (!known.has(slug)) return undefined;
    const programme = await programmes.read(
      `${channel} ${slug}`,
      async () => (await scheduleOf(env).programme(slug)) ?? "none",
    );
    return programme === "none" ? undefined : { stationTimezone: settingsOf(env).timezone, ...programme };
  } catch {
    const { guide } = await lastSnapshots(env, channel);
    if (guide === undefined) return undefined;
    const { entries, stationTimezone, addresses } = guide;
    const before = Object.hasOwn(addresses, slug) ? addresses[slug] : undefined;
    const airing = entries.find((entry) => entry.slug === slug)?.airing ?? before;
    if (airing === undefined) return undefined;
    const programme = programmeOf(entries, { airing, title: undefined }, secondOf(clock.nowMs()));
    return programme && { stationTimezone, ...programme };
  }
}

async function lastSnapshots(env: Env, channel: string): ReturnType<typeof snapshotsFromKv> {
  log("schedule-down", { channel });
  return snapshotsFromKv(env.STATION, channel);
}
