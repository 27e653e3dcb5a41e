import { ARCHIVES_PREFIX } from "@nonstop/contract/archive";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { wallTime } from "@nonstop/schedule/wall-time";
import { log } from "@nonstop/door/log";
import type { Chore } from "../chores/chore-list.ts";
import type { Facts } from "../facts.ts";

const HOUR_MS = 3600_000;
/** In the station's zone: when few people watch, and most work is done. */
const NIGHT_HOUR = "04";
/** A month of nights. */
const MAX_ARCHIVES = 31;

type Parts = {
  channel: string;
  timezone: string;
  facts: Pick<Facts, "read" | "write">;
  media: Pick<R2Bucket, "put" | "list" | "delete">;
  archive: (nowMs: number) => Promise<Uint8Array<ArrayBuffer>>;
};

/** Puts an archive of the station into the bucket each night, and takes out what is more than a month old. */
export function nightlyArchive(o: Parts): Chore {
  const { facts, media } = o;
  const prefix = `${ARCHIVES_PREFIX}${o.channel}/`;
  return {
    name: "nightly-archive",
    dueMs: () => facts.read("next-archive") ?? 0,
    async run(nowMs) {
      // A station that has just begun has nothing to keep yet.
      if (facts.read("next-archive") !== undefined) {
        const bytes = await o.archive(nowMs);
        await media.put(`${prefix}${new Date(nowMs).toISOString()}.archive`, bytes);
        log("archived", { bytes: bytes.byteLength });
        await forgetOld(media, prefix);
      }
      facts.write("next-archive", nextNightMs(nowMs, o.timezone));
    },
  };
}

/** The start of the next hour that is the night's in a zone (epoch ms). Pure. */
function nextNightMs(nowMs: number, timezone: string): number {
  let atMs = (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;
  // A day of 25 hours has one more, and the hour of the night may be left out of another.
  for (let tries = 0; tries < 50 && !wallTime(secondOf(atMs), timezone).startsWith(NIGHT_HOUR); tries += 1)
    atMs += HOUR_MS;
  return atMs;
}

// Their names begin with their time, so they are listed oldest first.
async function forgetOld(media: Parts["media"], prefix: string): Promise<void> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page: R2Objects = await media.list({ prefix, ...present({ cursor }) });
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  const old = keys.slice(0, -MAX_ARCHIVES);
  if (old.length > 0) await media.delete(old);
}
