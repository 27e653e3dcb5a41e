import { z } from "zod";

/**
 * Where the meetings of live airings send, as `LIVE_SOURCE` says: to ingest, or to a live input of Cloudflare Stream for each, which
 * ingest pulls.
 */
export const LiveSource = z.enum(["ingest", "cloudflare-stream"], {
  error: "is neither ingest nor cloudflare-stream",
});
export type LiveSource = z.infer<typeof LiveSource>;

/**
 * Answer of `POST /api/v1/events/{airing}/input-key/rotation` (producers only): the live input of the event is given another key
 * within seconds. Its meeting is pointed at it anew; whoever else sends to it is put out.
 */
export const InputKeyAnswer = z.object({ asked: z.literal(true) });
