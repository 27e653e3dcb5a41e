import { Hono } from "hono";
import { userNamed } from "./account-users.ts";
import { LivestreamStatus, readBody, UpdateLivestream } from "./meeting-body.ts";
import type { Meeting } from "./meeting.ts";
import { meetingMissing, zoomError } from "./zoom-error.ts";
import type { Zoom } from "./zoom-room.ts";

/** Whether the account lets a meeting's host stream, which takes a licence. Zoom documents no words for the refusal. */
function mayStream(zoom: Zoom, meeting: Meeting): boolean {
  const { switchedOff } = zoom.faults();
  const isAllowed =
    !switchedOff.includes("allow_live_streaming") && !switchedOff.includes("custom_live_streaming_service");
  return isAllowed && userNamed(zoom, meeting.hostEmail)?.isLicensed === true;
}

const notAllowed = (): Response =>
  zoomError(400, 3000, "Live streaming is not enabled for the host of this meeting.");

/** `/v2/meetings/{id}/livestream`: the target of a meeting, and starting and stopping its push. */
export function livestreamRoutes(zoom: Zoom): Hono {
  const { meetings, live } = zoom;
  const routes = new Hono();

  routes.get("/:id/livestream", (c) => {
    const id = c.req.param("id");
    const meeting = meetings.value[id];
    if (meeting === undefined) return meetingMissing(id);
    return c.json({ stream_url: "", stream_key: "", page_url: "", ...meeting.livestream });
  });

  routes.patch("/:id/livestream", async (c) => {
    const id = c.req.param("id");
    const meeting = meetings.value[id];
    if (meeting === undefined) return meetingMissing(id);
    const read = await readBody(c.req, UpdateLivestream);
    if (read.kind === "refused") return read.answer;
    if (!mayStream(zoom, meeting)) return notAllowed();
    meeting.livestream = read.body;
    meetings.changed();
    return c.body(null, 204);
  });

  // 204 only means accepted. `meeting.live_streaming_started` tells that media flows.
  routes.patch("/:id/livestream/status", async (c) => {
    const id = c.req.param("id");
    const meeting = meetings.value[id];
    if (meeting === undefined) return meetingMissing(id);
    const read = await readBody(c.req, LivestreamStatus);
    if (read.kind === "refused") return read.answer;
    if (!mayStream(zoom, meeting)) return notAllowed();
    const now = live.get(id);
    if (now === undefined) return zoomError(400, 4927, `Meeting ${id} has not started.`);
    if (meeting.settings["encryption_type"] === "e2ee")
      return zoomError(400, 4400, "Live streaming is not available for an end-to-end encrypted meeting.");
    if (meeting.livestream === undefined)
      return zoomError(400, 3000, "The livestream of this meeting has no stream_url and stream_key.");
    const { action, settings } = read.body;
    if (action === "start" && now.livestream !== "off" && zoom.faults().secondStart === "refused")
      return zoomError(400, 3000, "The livestream of this meeting has been started already.");
    if (action === "start") live.startLivestream(meeting, settings);
    if (action === "mode") {
      if (now.livestream === "off" || now.livestreamSettings === undefined)
        return zoomError(400, 3000, "The livestream of this meeting has not been started.");
      // The name of who speaks is a matter of the start alone.
      const { layout, close_caption } = settings;
      now.livestreamSettings = { ...now.livestreamSettings, layout, close_caption };
    }
    if (action === "stop") live.stopLivestream(meeting);
    return c.body(null, 204);
  });
  return routes;
}
