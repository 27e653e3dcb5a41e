import { Hono } from "hono";
import { z } from "zod";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { hostKeyOf, mayHost } from "./account-users.ts";
import type { Zoom } from "./zoom-room.ts";
import { NOT_LET_IN } from "./live-meetings.ts";
import { markOfMeeting } from "./meeting.ts";

const Name = z.object({ name: z.string().min(1).max(60), host: z.boolean().default(false) });
/** Somebody in the meeting who types the host's key. */
const Claim = z.object({ name: z.string().min(1).max(60), hostKey: z.string() });
const Guest = Name.extend({
  /** The Zoom user that somebody is signed in as. The host and the alternative hosts come in as hosts. */
  signedInAs: z.string().optional(),
  /** Whether the picture carries the burnt-in marks that drills read. Only the first guest decides. */
  marks: z.boolean().default(true),
});
const seconds = z.number().positive().max(600);

/** A fault of a guest's picture and sound. */
const MeetingFault = z.discriminatedUnion("kind", [
  /** Nothing is sent for a while, then everything at once. */
  z.object({ kind: z.literal("stall"), seconds }),
  /** The connection is cut. The guest returns with the same key, and its timestamps start at 0. */
  z.object({ kind: z.literal("reset") }),
  /** The picture changes its size, as for a screen share. */
  z.object({
    kind: z.literal("resolution"),
    width: z.int().min(160).max(1920),
    height: z.int().min(90).max(1080),
  }),
  z.object({ kind: z.literal("fps"), fps: z.int().min(5).max(60) }),
  z.object({ kind: z.literal("gop"), seconds: z.number().min(0.5).max(10) }),
  z.object({
    kind: z.literal("sound"),
    sampleRate: z.union([z.literal(44100), z.literal(48000)]),
    channels: z.union([z.literal(1), z.literal(2)]),
  }),
  z.object({ kind: z.literal("jitter"), ms: z.number().min(0).max(5000) }),
  z.object({ kind: z.literal("black") }),
  /** The picture stands still while the guest talks on. */
  z.object({ kind: z.literal("freeze") }),
  z.object({ kind: z.literal("silent") }),
  /** The voice is hardly heard, cut off at the top, or comes back 600 ms later. */
  z.object({ kind: z.enum(["faint", "clipping", "echo"]) }),
  z.object({ kind: z.literal("no-audio") }),
  z.object({ kind: z.literal("no-video") }),
  z.object({ kind: z.literal("double-publisher"), seconds }),
  /** All faults end. */
  z.object({ kind: z.literal("healthy") }),
]);

/** `/sandbox/meetings/...`: lets guests join and starts drills without a browser. */
export function drillRoutes(zoom: Zoom): Hono {
  const { meetings, live } = zoom;
  const routes = new Hono();
  const missing = (id: string): object =>
    errorBody("unknown-meeting", `There is no meeting ${id}.`, { field: "id" });

  routes.get("/meetings", (c) =>
    c.json({
      meetings: Object.values(meetings.value).map((m) => {
        const now = live.get(m.id);
        return {
          id: m.id,
          topic: m.topic,
          startTime: m.startTime,
          durationMinutes: m.duration,
          mark: markOfMeeting(m.id),
          state: live.status(m.id),
          livestream: now?.livestream ?? "off",
          ...(now?.livestreamSettings === undefined ? {} : { livestreamSettings: now.livestreamSettings }),
          hasTarget: m.livestream !== undefined,
          participants: now?.participants.map((p) => p.name) ?? [],
          hosts: now?.participants.filter((p) => p.isHost).map((p) => p.name) ?? [],
          ...(now?.push?.pid === undefined ? {} : { ffmpegPid: now.push.pid }),
          ...(now?.push?.pushingSinceMs === undefined
            ? {}
            : { pushingSinceMs: now.push.pushingSinceMs, pushedSeconds: now.push.pushedSeconds }),
        };
      }),
    }),
  );

  routes.post("/meetings/:id/join", async (c) => {
    const meeting = meetings.value[c.req.param("id")];
    if (meeting === undefined) return c.json(missing(c.req.param("id")), 404);
    const body = Guest.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json(errorBodyOfZod("bad-guest", body.error), 400);
    const { signedInAs } = body.data;
    const joined = live.join(meeting, body.data.name, {
      isHost: body.data.host || (signedInAs !== undefined && mayHost(meeting, signedInAs)),
      marks: body.data.marks,
    });
    if (typeof joined === "string") {
      const cure = joined === "host-elsewhere" ? "End the other meeting." : "Join as the host: {host: true}.";
      return c.json(errorBody(joined, NOT_LET_IN[joined], { cure }), 409);
    }
    return c.json({ userId: joined.userId, name: joined.name }, 201);
  });

  routes.post("/meetings/:id/claim-host", async (c) => {
    const meeting = meetings.value[c.req.param("id")];
    if (meeting === undefined) return c.json(missing(c.req.param("id")), 404);
    const body = Claim.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json(errorBodyOfZod("bad-guest", body.error), 400);
    if (body.data.hostKey !== hostKeyOf({ email: meeting.hostEmail }))
      return c.json(errorBody("wrong-token", "The host key is wrong.", { field: "body.hostKey" }), 403);
    return live.makeHost(meeting, body.data.name)
      ? c.body(null, 204)
      : c.json(
          errorBody("unknown-guest", `${body.data.name} is not in the meeting.`, { field: "body.name" }),
          404,
        );
  });

  routes.post("/meetings/:id/leave", async (c) => {
    const meeting = meetings.value[c.req.param("id")];
    if (meeting === undefined) return c.json(missing(c.req.param("id")), 404);
    const body = Name.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json(errorBodyOfZod("bad-guest", body.error), 400);
    if (!live.leave(meeting, { name: body.data.name }))
      return c.json(
        errorBody("unknown-guest", `${body.data.name} is not in the meeting.`, { field: "body.name" }),
        404,
      );
    return c.body(null, 204);
  });

  routes.post("/meetings/:id/fault", async (c) => {
    const meeting = meetings.value[c.req.param("id")];
    const now = live.get(c.req.param("id"));
    if (meeting === undefined) return c.json(missing(c.req.param("id")), 404);
    if (now?.push === undefined)
      return c.json(errorBody("not-pushing", "This meeting pushes nothing now."), 409);
    const body = MeetingFault.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json(errorBodyOfZod("bad-fault", body.error), 400);
    const fault = body.data;
    switch (fault.kind) {
      case "stall":
        now.push.stall(fault.seconds);
        break;
      case "reset":
        live.repush(now, "cut", {});
        break;
      case "resolution":
        live.repush(now, "politely", {
          width: 2 * Math.round(fault.width / 2),
          height: 2 * Math.round(fault.height / 2),
        });
        break;
      case "fps":
        live.repush(now, "politely", { fps: fault.fps });
        break;
      case "gop":
        live.repush(now, "politely", { gopSeconds: fault.seconds });
        break;
      case "sound":
        live.repush(now, "politely", { sampleRate: fault.sampleRate, channels: fault.channels });
        break;
      case "jitter":
        live.repush(now, "politely", { jitterMs: fault.ms });
        break;
      case "black":
        live.repush(now, "politely", { look: "black" });
        break;
      case "freeze":
        live.repush(now, "politely", { look: "frozen" });
        break;
      case "silent":
        live.repush(now, "politely", { audio: "silent" });
        break;
      case "faint":
      case "clipping":
      case "echo":
        live.repush(now, "politely", { audio: "speech", voice: fault.kind });
        break;
      case "no-audio":
        live.repush(now, "politely", { audio: "none", picture: true });
        break;
      case "no-video":
        live.repush(now, "politely", { audio: "speech", picture: false });
        break;
      case "double-publisher":
        live.addRival(meeting, now, fault.seconds);
        break;
      case "healthy":
        live.heal(now);
        break;
    }
    return c.body(null, 204);
  });

  routes.get("/zoom/webhooks", (c) =>
    c.json({ validated: zoom.webhooks.validated, calls: zoom.webhooks.calls }),
  );
  routes.post("/zoom/revoke-tokens", (c) => {
    zoom.tokens.generation += 1;
    return c.body(null, 204);
  });
  routes.post("/zoom/validate", async (c) => {
    const validated = await zoom.webhooks.validate();
    return c.req.query("back") === undefined ? c.json({ validated }) : c.redirect("/", 303);
  });
  return routes;
}
