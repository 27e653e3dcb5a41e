import { z } from "zod";
import { RoomId } from "./names.ts";
import { Second } from "./time.ts";

/**
 * `GET /origin/v1/schedule/admissions` (ingest only): what a stream key's signature cannot say. Of the rooms of airings that are
 * on, come within a day or are rehearsed, until when each is open; of every encoder's room, which key is in force, by its nonce.
 */
export const Admissions = z.object({
  rooms: z.array(z.object({ room: RoomId, until: Second })),
  encoders: z.array(z.object({ room: RoomId, nonce: z.string() })),
});
export type Admissions = z.infer<typeof Admissions>;
