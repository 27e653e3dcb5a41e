import type { ConformOrders } from "./conform-orders.ts";
import type { Delivery } from "./delivery.ts";
import type { LiveInputs } from "./live-inputs.ts";
import type { Mail } from "./mail.ts";
import type { Management } from "./management.ts";
import type { MeetingRecordings } from "./meeting-recordings.ts";
import type { Meetings } from "./meetings.ts";
import type { RoomMeters } from "./room-meters.ts";
import type { Subscribers } from "./subscribers.ts";
import type { Videos } from "./videos.ts";

/** A vendor behind one of our ports: its name for people, and its client unless settings are missing. */
export type Vendor<Client> = { name: string } & (
  | { kind: "set"; client: Client }
  | { kind: "unset"; missing: readonly string[] }
);

/** All that the schedule reaches the world through. The station airs on without any of them. */
export type Vendors = {
  content: Vendor<{ delivery: Delivery; management: Management }>;
  meetings: Vendor<Meetings>;
  recordings: Vendor<MeetingRecordings>;
  videos: Vendor<Videos>;
  mail: Vendor<Mail>;
  liveInputs: Vendor<LiveInputs>;
  ingest: ConformOrders;
  meters: RoomMeters;
  subscribers: Subscribers;
};

/** That a vendor is not set up, and what to do. Undefined when it is. */
export function notSetUp(vendor: Vendor<unknown>): { message: string; cure: string } | undefined {
  if (vendor.kind === "set") return undefined;
  return { message: `${vendor.name} is not set up.`, cure: `Set ${vendor.missing.join(", ")}.` };
}
