import type { HouseSpan, SecondRange } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import type { House } from "@nonstop/house/house";
import type { MediaPlace } from "@nonstop/media/media-place";
import type { Env } from "./env.ts";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { renditionIn } from "./rendition-in.ts";

/**
 * Where a rendition of `house` lies in each version of the house format that the channel has aired in. What does not touch
 * `range` is counted only.
 */
export async function mediaPlaces(
  env: Env,
  o: {
    house: House;
    rendition: string;
    houses: readonly HouseSpan[];
    range: SecondRange;
    prefixOf: (rendition: string, version: HouseVersion) => string;
  },
): Promise<MediaPlace[]> {
  const { house, rendition, houses, range, prefixOf } = o;
  return Promise.all(
    houses.map(async ({ from, version }, index) => {
      const to = houses[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      const isTouched = from <= range.to && to > range.from;
      const other = isTouched ? ((await houseOfVersion(env, version)) ?? house) : house;
      return { from, prefix: prefixOf(renditionIn(other, rendition, house), version) };
    }),
  );
}

/** The house format that was aired in at `second`. */
export async function houseAt(
  env: Env,
  houses: readonly HouseSpan[],
  second: number,
): Promise<House | undefined> {
  const span = houses.findLast(({ from }) => from <= second) ?? houses[0];
  return span && houseOfVersion(env, span.version);
}
