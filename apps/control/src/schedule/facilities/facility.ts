import { EncoderName } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { z } from "zod";
import type { LinkedEntry } from "../ports/delivery.ts";

/** Who holds meetings. Without a host of its own it is the station's. */
export const Studio = z.object({
  kind: z.literal("studio"),
  entry: z.string(),
  name: z.string(),
  host: z.string().optional(),
  meetingsAtOnce: z.int().min(1),
});
export type Studio = z.infer<typeof Studio>;

/** What publishes into a room that lasts. */
export const Encoder = z.object({
  kind: z.literal("encoder"),
  entry: z.string(),
  name: z.string(),
  encoder: EncoderName,
});
export type Encoder = z.infer<typeof Encoder>;

/** What the station has whatever is on: a studio or an encoder. */
export const Facility = z.discriminatedUnion("kind", [Studio, Encoder]);
export type Facility = z.infer<typeof Facility>;

const StudioFields = z.object({
  name: z.string().catch(""),
  meetingHost: z.string().min(1).optional().catch(undefined),
  meetingsAtOnce: z.int().min(1).max(10).catch(1),
});
const EncoderFields = z.object({ name: z.string().catch(""), slug: EncoderName });

/** The facility that a published entry describes; undefined when it is of another kind, or an encoder without a name of a room. */
export function facilityOf({ id: entry, contentType, fields }: LinkedEntry): Facility | undefined {
  if (contentType === "studio") {
    const { name, meetingHost: host, meetingsAtOnce } = StudioFields.parse(fields);
    return { kind: "studio", entry, name: name || entry, meetingsAtOnce, ...present({ host }) };
  }
  if (contentType !== "encoder") return undefined;
  const encoder = EncoderFields.safeParse(fields).data;
  return encoder && { kind: "encoder", entry, name: encoder.name || encoder.slug, encoder: encoder.slug };
}
