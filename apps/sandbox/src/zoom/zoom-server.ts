import { Hono } from "hono";
import { commonRoutes, onFault } from "../server/common-routes.ts";
import type { FaultBoard } from "../server/common-routes.ts";
import { faultPages } from "../server/fault-page.ts";
import { apiRoutes } from "./api-routes.ts";
import { drillRoutes } from "./drill-routes.ts";
import { zoomFaults } from "./fault-choices.ts";
import { joinPages } from "./join-page.ts";
import { oauthRoutes } from "./oauth.ts";
import { downloadRoutes } from "./recording-routes.ts";
import type { Zoom } from "./zoom-room.ts";

/** The server of the Zoom stand-in. */
export function zoomServer(zoom: Zoom, board: FaultBoard): Hono {
  const app = new Hono();
  app.onError(onFault);
  app.route(
    "/",
    commonRoutes(board, () => ({
      sandbox_zoom_meetings: Object.keys(zoom.meetings.value).length,
      sandbox_zoom_pushing: Object.keys(zoom.meetings.value).filter(
        (id) => zoom.live.get(id)?.livestream === "on",
      ).length,
    })),
  );
  const { settings, tokens, origin: apiUrl, nowMs, faults } = zoom;
  app.route("/", oauthRoutes(settings, tokens, { apiUrl, nowMs, faults }));
  app.route("/v2", apiRoutes(zoom));
  app.route("/", downloadRoutes(zoom));
  app.route("/sandbox", drillRoutes(zoom));
  app.route("/", faultPages(board, zoomFaults(settings.hostUser)));
  app.route("/", joinPages(zoom));
  return app;
}
