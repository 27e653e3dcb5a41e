import { z } from "zod";

/**
 * `GET /api/v1/events/{airing}/host-key` (producers only): what somebody in the event's meeting types to become its host, who can
 * mute and spotlight. A secret: it is asked for when it is wanted, and kept nowhere.
 */
export const HostKeyAnswer = z.object({ hostKey: z.string() });
export type HostKeyAnswer = z.infer<typeof HostKeyAnswer>;
