import { createHmac } from "node:crypto";
import { Hono } from "hono";
import { checkToken } from "./oauth.ts";
import { zoomError } from "./zoom-error.ts";
import type { Zoom } from "./zoom-room.ts";

const LINK_MS = 60_000;

/** `/v2/meetings/{meetingId}/recordings`: by number the latest instance, by uuid that one. */
export function recordingListRoutes(zoom: Zoom): Hono {
  return new Hono().get("/:id/recordings", (c) => {
    const recording = zoom.recordings.find(decodedTwice(c.req.param("id")));
    if (recording === undefined) return zoomError(404, 3301, "There is no recording for this meeting.");
    const wantsToken = c.req.query("include_fields")?.split(",").includes("download_access_token") === true;
    return c.json({
      account_id: zoom.settings.accountId,
      type: String(recording.type),
      ...zoom.recordings.answer(recording),
      ...(wantsToken ? { download_access_token: zoom.recordings.token(recording) } : {}),
    });
  });
}

/** `/rec/download/{file}` with a bearer token, which sends on to a link that needs none and is soon over. */
export function downloadRoutes(zoom: Zoom): Hono {
  const routes = new Hono();
  const sign = (id: string, expiry: string): string =>
    createHmac("sha256", zoom.settings.clientSecret).update(`file:${id}:${expiry}`).digest("base64url");

  routes.get("/rec/download/:file", (c) => {
    const id = c.req.param("file");
    const recording = zoom.recordings.ofFile(id);
    if (recording === undefined) return zoomError(404, 3301, "This recording does not exist.");
    const token =
      c.req.header("authorization")?.replace(/^Bearer /i, "") ?? c.req.query("access_token") ?? "";
    const now = { nowMs: zoom.nowMs(), generation: zoom.tokens.generation };
    if (!zoom.recordings.opens(token, recording) && checkToken(zoom.settings, token, now) !== "valid")
      return zoomError(401, 124, "Invalid access token.");
    const expiry = String(zoom.nowMs() + LINK_MS);
    return c.redirect(
      `${zoom.origin}/rec/files/${id}.mp4?expires=${expiry}&signature=${sign(id, expiry)}`,
      302,
    );
  });

  routes.get("/rec/files/:file{.+\\.mp4}", (c) => {
    const id = c.req.param("file").replace(/\.mp4$/, "");
    const expiry = c.req.query("expires") ?? "";
    const isGood = c.req.query("signature") === sign(id, expiry) && Number(expiry) > zoom.nowMs();
    return isGood ? zoom.recordings.film() : zoomError(403, 403, "The link is over.");
  });
  return routes;
}

/** A uuid that begins with a slash or holds two is escaped twice. */
function decodedTwice(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
