import { Hono } from "hono";
import { zoomError } from "./zoom-error.ts";
import type { Zoom } from "./zoom-room.ts";

/** `/v2/accounts/{account}/lock_settings`: which settings no user can change. */
export function accountRoutes(zoom: Zoom): Hono {
  const routes = new Hono();

  routes.get("/:account/lock_settings", (c) => {
    const account = c.req.param("account");
    if (account !== "me" && account !== zoom.settings.accountId)
      return zoomError(404, 2001, `Account does not exist: ${account}.`);
    const { locked, switchedOff } = zoom.faults();
    if (c.req.query("option") === "meeting_security")
      return c.json({ meeting_security: { waiting_room: locked.includes("waiting_room") } });
    return c.json({
      schedule_meeting: {
        join_before_host: locked.includes("join_before_host"),
        meeting_authentication: locked.includes("meeting_authentication"),
      },
      in_meeting: {
        waiting_room: locked.includes("waiting_room"),
        allow_live_streaming: switchedOff.includes("allow_live_streaming"),
      },
      recording: { cloud_recording: switchedOff.includes("cloud_recording") },
    });
  });
  return routes;
}
