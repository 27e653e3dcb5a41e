import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { faultyApi } from "../server/faults.ts";
import { DailyLimit } from "./daily-limit.ts";
import { livestreamRoutes } from "./livestream-routes.ts";
import { CreateMeeting, MeetingStatus, readBody, UpdateMeeting } from "./meeting-body.ts";
import { accountRoutes } from "./account-routes.ts";
import { refusedAlternativeHost, userNamed } from "./account-users.ts";
import { invitationText, meetingAnswer } from "./meeting.ts";
import { checkToken } from "./oauth.ts";
import { recordingListRoutes } from "./recording-routes.ts";
import { missingScope } from "./scopes.ts";
import { userRoutes } from "./user-routes.ts";
import { createMeeting, updateMeeting } from "./write-meeting.ts";
import { meetingMissing, notAlternativeHost, userMissing, zoomError } from "./zoom-error.ts";
import type { Zoom } from "./zoom-room.ts";

const TOO_MANY = "You have reached the maximum per-second rate limit for this API. Try again later.";

const lacksScope = (scope: string): Response =>
  zoomError(400, 4711, `Invalid access token, does not contain scopes:[${scope}].`);

/** `/v2/...`: the part of Zoom's REST API that the station uses. */
export function apiRoutes(zoom: Zoom): Hono {
  const daily = new DailyLimit();
  const { meetings, live, webhooks, events } = zoom;
  const api = new Hono();

  api.use(async (c, next) => {
    const limit = String(zoom.faults().perSecond || 30);
    c.header("x-zm-trackingid", `v=2.0;clid=sandbox;rid=WEB_${randomBytes(8).toString("hex")}`);
    c.header("X-RateLimit-Category", "Light");
    c.header("X-RateLimit-Type", "QPS");
    c.header("X-RateLimit-Limit", limit);
    c.header("X-RateLimit-Remaining", limit);
    const token = c.req.header("authorization")?.replace(/^Bearer /i, "") ?? "";
    const state = checkToken(zoom.settings, token, {
      nowMs: zoom.nowMs(),
      generation: zoom.tokens.generation,
    });
    if (state === "expired") return zoomError(401, 124, "Access token is expired.");
    if (state === "invalid") return zoomError(401, 124, "Invalid access token.");
    await next();
    return undefined;
  });
  api.use(
    faultyApi(zoom.faults, (refusal) => {
      if (refusal.kind === "scope") return lacksScope(refusal.scope);
      if (refusal.kind === "endpoint")
        return zoomError(refusal.status, refusal.code ?? refusal.status, "This call is refused.");
      return refusal.kind === "rate-limit"
        ? zoomError(429, 429, TOO_MANY, undefined, {
            ...(refusal.retryAfter === undefined ? {} : { "Retry-After": refusal.retryAfter }),
            "X-RateLimit-Type": "QPS",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": "1",
          })
        : zoomError(500, 500, "Internal server error.");
    }),
  );

  api.use(async (c, next) => {
    const scope = missingScope(zoom.faults().missingScopes, c.req.method, c.req.path);
    if (scope !== undefined) return lacksScope(scope);
    await next();
    return undefined;
  });

  const overDaily = (c: Context, hostId: string): Response | undefined => {
    const counted = daily.count(hostId, zoom.faults().perDay, zoom.nowMs());
    if (counted.ok) return undefined;
    c.header("X-RateLimit-Type", "Daily-limit");
    const message =
      "You have reached the maximum daily rate limit for this API. Refer to the response header.";
    return zoomError(429, 429, message, undefined, {
      "Retry-After": counted.retryAt,
      "X-RateLimit-Type": "Daily-limit",
    });
  };

  api.post("/users/:user/meetings", async (c) => {
    const user = c.req.param("user");
    const host = userNamed(zoom, user);
    if (host === undefined) return userMissing(user);
    const read = await readBody(c.req, CreateMeeting);
    if (read.kind === "refused") return read.answer;
    const stranger = refusedAlternativeHost(zoom, read.body.settings?.alternative_hosts, host.id);
    if (stranger !== undefined) return notAlternativeHost(stranger);
    const nowMs = zoom.nowMs();
    const meeting = createMeeting(host, read.body, { nowMs, rules: zoom.faults() });
    const refused = overDaily(c, meeting.hostId);
    if (refused !== undefined) return refused;
    meetings.value[meeting.id] = meeting;
    meetings.changed();
    webhooks.send(events.created(meeting), nowMs);
    return c.json(meetingAnswer(meeting, "waiting", zoom.origin), 201);
  });

  api.get("/users/:user/meetings", (c) => {
    const user = c.req.param("user");
    const host = userNamed(zoom, user);
    if (host === undefined) return userMissing(user);
    const size = Math.min(300, Math.max(1, Number(c.req.query("page_size") ?? "30") || 30));
    const from = Number(c.req.query("next_page_token") ?? "0") || 0;
    const type = c.req.query("type") ?? "scheduled";
    const nowMs = zoom.nowMs();
    const all = Object.values(meetings.value)
      .filter((m) => m.hostId === host.id)
      .filter((m) => {
        if (type === "live") return live.status(m.id) === "started";
        const isPast = Date.parse(m.startTime) + m.duration * 60_000 < nowMs;
        return type === "previous_meetings" ? isPast : type === "scheduled" || !isPast;
      })
      .sort((a, b) => a.startTime.localeCompare(b.startTime));
    const page = all.slice(from, from + size).map((m) => ({
      uuid: m.uuid,
      id: Number(m.id),
      host_id: m.hostId,
      topic: m.topic,
      type: m.type,
      start_time: m.startTime,
      duration: m.duration,
      timezone: m.timezone,
      agenda: m.agenda,
      created_at: m.createdAt,
      join_url: `${zoom.origin}/j/${m.id}`,
      ...(m.trackingFields === undefined ? {} : { tracking_fields: m.trackingFields }),
    }));
    const next = from + size < all.length ? String(from + size) : "";
    return c.json({ page_size: size, total_records: all.length, next_page_token: next, meetings: page });
  });

  const meetingOf = (id: string) => meetings.value[id];

  api.get("/meetings/:id", (c) => {
    const meeting = meetingOf(c.req.param("id"));
    if (meeting === undefined) return meetingMissing(c.req.param("id"));
    return c.json(meetingAnswer(meeting, live.status(meeting.id), zoom.origin));
  });

  api.patch("/meetings/:id", async (c) => {
    const meeting = meetingOf(c.req.param("id"));
    if (meeting === undefined) return meetingMissing(c.req.param("id"));
    const read = await readBody(c.req, UpdateMeeting);
    if (read.kind === "refused") return read.answer;
    const stranger = refusedAlternativeHost(zoom, read.body.settings?.alternative_hosts, meeting.hostId);
    if (stranger !== undefined) return notAlternativeHost(stranger);
    const refused = overDaily(c, meeting.hostId);
    if (refused !== undefined) return refused;
    const nowMs = zoom.nowMs();
    const { before, after } = updateMeeting(meeting, read.body, { nowMs, rules: zoom.faults() });
    meetings.changed();
    if (Object.keys(after).length > 0) webhooks.send(events.updated(meeting, before, after, nowMs), nowMs);
    return c.body(null, 204);
  });

  api.delete("/meetings/:id", (c) => {
    const meeting = meetingOf(c.req.param("id"));
    if (meeting === undefined) return meetingMissing(c.req.param("id"));
    live.end(meeting);
    delete meetings.value[meeting.id];
    meetings.changed();
    webhooks.send(events.deleted(meeting), zoom.nowMs());
    return c.body(null, 204);
  });

  api.put("/meetings/:id/status", async (c) => {
    const meeting = meetingOf(c.req.param("id"));
    if (meeting === undefined) return meetingMissing(c.req.param("id"));
    const read = await readBody(c.req, MeetingStatus);
    if (read.kind === "refused") return read.answer;
    if (read.body.action === "end") live.end(meeting);
    return c.body(null, 204);
  });

  api.get("/meetings/:id/invitation", (c) => {
    const meeting = meetingOf(c.req.param("id"));
    if (meeting === undefined) return meetingMissing(c.req.param("id"));
    return c.json({ invitation: invitationText(meeting, zoom.origin), sip_links: [] });
  });

  api.route("/meetings", livestreamRoutes(zoom));
  api.route("/meetings", recordingListRoutes(zoom));
  api.route("/users", userRoutes(zoom));
  api.route("/accounts", accountRoutes(zoom));
  api.notFound(() => zoomError(404, 2300, "This API endpoint is not recognized."));
  return api;
}
