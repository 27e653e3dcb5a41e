import { z } from "zod";
import { RoomId } from "./names.ts";
import { Second } from "./time.ts";

export const TRIAL_ROOM_SECONDS = 120;

/**
 * `POST /api/v1/trial-rooms` (producers only): a room to push a picture into, to see whether it arrives. It belongs to no show,
 * so no rundown knows it and no take may put it on air. The key is a secret, and opens the room until `until`.
 */
export const TrialRoom = z.object({ room: RoomId, server: z.string(), key: z.string(), until: Second });
export type TrialRoom = z.infer<typeof TrialRoom>;
