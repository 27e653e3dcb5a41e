import type { Media } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import type { ChannelHouses } from "../houses/channel-houses.ts";
import { type Asked, readListedMedia } from "./kept-media.ts";
import type { Timeline } from "./timeline.ts";

/** The channel's media as readers may have it: what is listed, in the house format that it was aired in. */
export class ListedMedia {
  readonly #sql: SqlStorage;
  readonly #houses: ChannelHouses;

  constructor(sql: SqlStorage, houses: ChannelHouses) {
    this.#sql = sql;
    this.#houses = houses;
  }

  /** Who names a version gets its media or none: one address is never two things. */
  read(timeline: Timeline, asked: Asked & { version?: HouseVersion | undefined }): Media {
    if (asked.version !== undefined && this.#houses.versionAt(asked.second) !== asked.version)
      return { kind: "elsewhere" };
    return readListedMedia(this.#sql, timeline, asked, this.#slate);
  }

  readonly #slate = (second: number, rendition: string): Uint8Array | undefined => {
    const house = this.#houses.at(second);
    return house?.renditions.includes(rendition) === true
      ? house.slateFragment(second, rendition)
      : undefined;
  };
}
