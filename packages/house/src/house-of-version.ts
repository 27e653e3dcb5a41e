import type { HouseVersion } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import { SharedReads } from "@nonstop/door/shared-reads";
import { type House, houseOf } from "./house.ts";
import { type HouseBucket, readStoredHouse } from "./stored-house.ts";

/** What a Worker needs to know the house formats of its channels. */
export type HousesEnv = { HOUSE_FORMAT: string; MEDIA: HouseBucket };

/** A house holds its slate, 1.4 MB. Who watches what aired before a change needs one or two. */
const MAX_HOUSES = 4;

const earlier = new SharedReads<House | undefined>({
  keepMs: (house) => (house === undefined ? 10_000 : 3600_000),
  maxWeight: MAX_HOUSES,
});

/** The house format of a version: today's, or one that the channel has aired in. Undefined for any other, or while R2 fails. */
export function houseOfVersion(env: HousesEnv, version: HouseVersion): Promise<House | undefined> {
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
