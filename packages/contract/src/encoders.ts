import { z } from "zod";
import { EncoderName, RoomId } from "./names.ts";
import { EpochMs } from "./time.ts";

/** An encoder with its lasting room. */
export const EncoderStatus = z.object({
  encoder: EncoderName,
  room: RoomId,
  /** As the programming team calls it. */
  name: z.string(),
  /** When the key in force was made; absent while there is none. */
  keyMadeMs: EpochMs.optional(),
});
export type EncoderStatus = z.infer<typeof EncoderStatus>;

/** `GET /api/v1/encoders` (producers only), by name. */
export const EncodersAnswer = z.object({ encoders: z.array(EncoderStatus) });
export type EncodersAnswer = z.infer<typeof EncodersAnswer>;

/**
 * What somebody types into an encoder; the key is a secret. `POST /api/v1/encoders/{encoder}/key` shows the key in force, and
 * makes one when there is none. `POST .../key/rotation` makes another: the old one opens nothing five seconds later, and
 * whoever publishes with it is put out.
 */
export const EncoderKey = z.object({ server: z.string(), key: z.string() });
export type EncoderKey = z.infer<typeof EncoderKey>;
