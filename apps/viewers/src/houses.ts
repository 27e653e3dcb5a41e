import type { HouseVersion } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import { SharedReads } from "@nonstop/door/shared-reads";
import { type House, houseOf } from "@nonstop/house/house";
import { readStoredHouse } from "@nonstop/house/stored-house";
import type { Env } from "./env.ts";

/** A house holds its slate, 1.4 MB. Who watches what aired before a change needs one or two. */
const MAX_HOUSES = 4;

const earlier = new SharedReads<House | undefined>({
  keepMs: (house) => (house === undefined ? 10_000 : 3600_000),
  maxWeight: MAX_HOUSES,
});

/** The house format of a version: today's, or one that the channel has aired in. Undefined for any other, or while R2 fails. */
export function houseOfVersion(env: Env, version: HouseVersion): Promise<House | undefined> {
  const today = houseOf(env);
  if (version === today.version) return Promise.resolve(today);
  return earlier.read(version, async () => {
    try {
      return await readStoredHouse(env.MEDIA, version);
    } catch (error) {
      log("house-unreadable", { version, why: String(error) });
      return undefined;
    }
  });
}

/** What stands for a rendition of `house` in another one: the same one, else the rung that is nearest in height. */
export function renditionIn(other: House, rendition: string, house: House): string {
  if (other.renditions.includes(rendition)) return rendition;
  const height = house.format.video.find(({ id }) => id === rendition)?.height ?? 0;
  const [nearest] = other.format.video.toSorted(
    (a, b) => Math.abs(a.height - height) - Math.abs(b.height - height),
  );
  return nearest?.id ?? rendition;
}
