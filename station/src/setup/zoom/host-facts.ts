import { z } from "zod";

/** What Zoom says of a host of meetings and of their settings, as far as a show depends on it. Setup and doctor read it alike. */

const LICENSED = 2;
const flag = z.boolean().optional().catch(undefined);

export const ZoomUser = z.object({ type: z.int(), status: z.string().optional() });
export type ZoomUser = z.infer<typeof ZoomUser>;

export const HostSettings = z.object({
  schedule_meeting: z.object({ join_before_host: flag, meeting_authentication: flag }).prefault({}),
  in_meeting: z
    .object({ waiting_room: flag, allow_live_streaming: flag, custom_live_streaming_service: flag })
    .prefault({}),
  recording: z.object({ cloud_recording: flag }).prefault({}),
  feature: z.object({ concurrent_meeting: z.string().optional().catch(undefined) }).prefault({}),
});
export type HostSettings = z.infer<typeof HostSettings>;

/** Why a host can hold no show. */
export function hostFault({ type, status }: ZoomUser): "inactive" | "unlicensed" | undefined {
  if (status !== undefined && status !== "active") return "inactive";
  return type === LICENSED ? undefined : "unlicensed";
}

/** Why a host's meetings cannot be sent to the station: not to anybody, or to Zoom's partners alone. */
export function streamingFault({ in_meeting: meeting }: HostSettings): "forbidden" | "partners" | undefined {
  if (meeting.allow_live_streaming === false) return "forbidden";
  return meeting.custom_live_streaming_service === false ? "partners" : undefined;
}
