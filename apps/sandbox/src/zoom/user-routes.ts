import { Hono } from "hono";
import { hostKeyOf, userNamed } from "./account-users.ts";
import { userMissing } from "./zoom-error.ts";
import type { Zoom } from "./zoom-room.ts";

const BASIC = 1;
const LICENSED = 2;

/** What the licences for meetings at a time are called that let a host hold so many. */
const concurrentMeeting = (meetings: number): string =>
  meetings === 1 ? "None" : meetings === 2 ? "Basic" : "Plus";

/** `/v2/users/{user}`: who somebody is, and what they may do in a meeting. */
export function userRoutes(zoom: Zoom): Hono {
  const routes = new Hono();

  routes.get("/:user", (c) => {
    const user = userNamed(zoom, c.req.param("user"));
    if (user === undefined) return userMissing(c.req.param("user"));
    const [name = ""] = user.email.split("@");
    return c.json({
      id: user.id,
      account_id: zoom.settings.accountId,
      email: user.email,
      first_name: name,
      last_name: "",
      display_name: name,
      type: user.isLicensed ? LICENSED : BASIC,
      status: "active",
      verified: 1,
      timezone: "UTC",
      host_key: hostKeyOf(user),
    });
  });

  routes.get("/:user/settings", (c) => {
    const user = userNamed(zoom, c.req.param("user"));
    if (user === undefined) return userMissing(c.req.param("user"));
    const { locked, switchedOff, meetingsPerHost } = zoom.faults();
    const allows = (feature: (typeof switchedOff)[number]): boolean => !switchedOff.includes(feature);
    // This account asks its guests to sign in unless a meeting says otherwise.
    const asksToSignIn = true;
    const waitingRoom = locked.includes("waiting_room");
    const option = c.req.query("option");
    if (option === "meeting_authentication") {
      const signedIn = { id: "signIn_D8cJuqWVQ623CI4Q8yQK0Q", name: "Signed-in users in my account" };
      const options = [{ ...signedIn, type: "enforce_login", default_option: true, visible: true }];
      return c.json({ meeting_authentication: asksToSignIn, authentication_options: options });
    }
    if (option === "meeting_security")
      return c.json({
        meeting_security: { waiting_room: waitingRoom, encryption_type: "enhanced_encryption" },
      });
    return c.json({
      schedule_meeting: {
        join_before_host: !locked.includes("join_before_host"),
        meeting_authentication: asksToSignIn,
      },
      in_meeting: {
        waiting_room: waitingRoom,
        allow_live_streaming: user.isLicensed && allows("allow_live_streaming"),
        custom_live_streaming_service:
          user.isLicensed && allows("allow_live_streaming") && allows("custom_live_streaming_service"),
        live_streaming_facebook: false,
        live_streaming_youtube: false,
        workplace_by_facebook: false,
      },
      recording: { cloud_recording: user.isLicensed && allows("cloud_recording") },
      feature: { meeting_capacity: 100, concurrent_meeting: concurrentMeeting(meetingsPerHost) },
    });
  });
  return routes;
}
