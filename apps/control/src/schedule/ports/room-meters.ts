import type { RoomEcho, RoomReadings } from "@nonstop/contract/room";
import type { VendorAnswer } from "./vendor-answer.ts";

/** What is measured of the rooms that come live. */
export type RoomMeters = {
  /** The room as it is and its newest seconds; `gone` when nobody has published into it lately. */
  readings(room: string): Promise<VendorAnswer<RoomReadings>>;
  /** Whether its sound comes back in itself. */
  echo(room: string): Promise<VendorAnswer<RoomEcho>>;
};
