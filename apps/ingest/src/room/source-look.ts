import type { RoomStatus } from "@nonstop/contract/room";
import { PictureRate } from "./picture-rate.ts";
import { readSourceSize } from "./source-size.ts";

/** The picture of one publisher, as it is announced and as it comes. */
export class SourceLook {
  readonly #rate = new PictureRate();
  #size: { width: number; height: number } | undefined;

  /** Notes the publisher's `onMetaData`. */
  announced(body: Buffer): void {
    this.#size = readSourceSize(body) ?? this.#size;
  }

  /** Notes a picture at `timestampMs` of the publisher's clock. */
  came(timestampMs: number): void {
    this.#rate.note(timestampMs);
  }

  /** As a room's status says it; empty while nothing is known. */
  get told(): Pick<RoomStatus, "source"> {
    const { perSecond } = this.#rate;
    if (this.#size === undefined && perSecond === undefined) return {};
    return {
      source: { ...this.#size, ...(perSecond === undefined ? {} : { picturesPerSecond: perSecond }) },
    };
  }
}
