import { OpenAPIHono } from "@hono/zod-openapi";
import type { Bound, Env } from "./env.ts";
import { metricsRoutes } from "./metrics-routes.ts";
import { guestPages } from "./guests/guest-page.ts";
import { guestRoutes } from "./guests/guest-routes.ts";
import { guestsOfEventRoutes } from "./guests/producer-routes.ts";
import { documentRoutes } from "./openapi/document-routes.ts";
import { controlRoutes } from "./producers/control-routes.ts";
import { roomRoutes } from "./producers/room-routes.ts";
import { sessionRoutes } from "./producers/session-routes.ts";
import { importRoutes } from "./schedule/imports/import-routes.ts";
import { importOriginRoutes } from "./schedule/imports/origin-routes.ts";
import { directoryRoutes } from "./schedule/directory/directory-routes.ts";
import { pictureRoutes } from "./schedule/directory/picture-routes.ts";
import { readDirectory } from "./schedule/directory/read-directory.ts";
import { namedIn } from "./schedule/directory/directory.ts";
import { libraryRoutes } from "./schedule/library/library-routes.ts";
import { readShelf } from "./schedule/library/read-shelf.ts";
import { uploadRoutes } from "./schedule/uploads/upload-routes.ts";
import { shelfRoutes } from "./schedule/library/shelf-routes.ts";
import { posterRoutes } from "./schedule/library/poster-routes.ts";
import { spanRoutes } from "./schedule/past/span-routes.ts";
import { previewRoutes } from "./schedule/library/preview-routes.ts";
import { noticeRoutes } from "./schedule/library/notice-routes.ts";
import { firstChannel } from "@nonstop/door/channel-of";
import { onError, refusal } from "@nonstop/door/refusal";
import { heardRoutes } from "./schedule/hooks/heard-routes.ts";
import { discoveryRoutes } from "./schedule/feeds/discovery-routes.ts";
import { feedRoutes } from "./schedule/feeds/feed-routes.ts";
import { hookRoutes } from "./schedule/hooks/hook-routes.ts";
import { readGuide, readProgramme } from "./schedule/guide/read-guide.ts";
import { archiveRoutes } from "./schedule/archive/archive-routes.ts";
import { readThroughRoutes } from "./schedule/read-through/read-through-routes.ts";
import { admissionRoutes } from "./schedule/admissions/admission-routes.ts";
import { encoderRoutes } from "./schedule/facilities/encoder-routes.ts";
import { inputKeyRoutes } from "./schedule/inputs/input-key-routes.ts";
import { rehearsalRoutes } from "./schedule/rehearsals/rehearsal-routes.ts";
import { hostKeyRoutes } from "./schedule/in-meeting/host-key-routes.ts";
import { inviteRoutes } from "./schedule/invites/invite-routes.ts";
import { layoutRoutes } from "./schedule/in-meeting/layout-routes.ts";
import { pullRoutes } from "./schedule/pulls/pull-routes.ts";
import { healingRoutes } from "./schedule/healings/healing-routes.ts";
import { subscriberRoutes } from "./schedule/announcements/subscriber-routes.ts";
import { trialRoomRoutes } from "./schedule/trials/trial-room-routes.ts";
import { scheduleRoutes } from "./schedule/routes.ts";
import { scheduleOf } from "./schedule/schedule-of.ts";
import { sidebarRoutes } from "./sidebar/sidebar-routes.ts";
import { settingsOf } from "./settings.ts";
import { siteRoutes } from "./site/site-routes.ts";
import { hookReadersOf, metersOf } from "./wiring.ts";

export { Sessions } from "./producers/sessions.ts";
export { WiredSchedule as Schedule } from "./wiring.ts";

const app = new OpenAPIHono<Bound>();
app.onError(onError);
app.notFound(() =>
  refusal(404, "no-such-path", "There is nothing at that address.", { cure: "Read /api/v1/openapi.json." }),
);

app.use("/api/*", async (c, next) => {
  await next();
  if (c.res.status !== 101 && !c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
});

app.route("/", metricsRoutes());
app.route("/", sessionRoutes());
app.route("/", controlRoutes());
app.route("/", roomRoutes());
app.route("/", noticeRoutes());
app.route("/", previewRoutes());
app.route("/", spanRoutes());
app.route("/", importRoutes());
app.route("/", importOriginRoutes());
app.route("/", uploadRoutes());
app.route("/", libraryRoutes());
app.route("/", posterRoutes());
app.route("/", shelfRoutes());
app.route("/", scheduleRoutes);
app.route("/", directoryRoutes);
app.route("/", pictureRoutes);
app.route("/", feedRoutes());
app.route("/", discoveryRoutes());
app.route(
  "/",
  hookRoutes((env) => hookReadersOf(settingsOf(env))),
);
app.route("/", pullRoutes());
app.route("/", admissionRoutes());
app.route("/", encoderRoutes());
app.route("/", rehearsalRoutes());
app.route("/", heardRoutes());
app.route("/", trialRoomRoutes());
app.route("/", subscriberRoutes());
app.route("/", healingRoutes());
app.route("/", layoutRoutes());
app.route("/", hostKeyRoutes());
app.route("/", inviteRoutes());
app.route("/", archiveRoutes());
app.route("/", readThroughRoutes());
app.route("/", guestRoutes(metersOf));
app.route("/", guestPages());
app.route("/", guestsOfEventRoutes());
app.route("/", inputKeyRoutes());
app.route("/", sidebarRoutes());
app.route("/", documentRoutes(app));
app.route(
  "/",
  siteRoutes({
    framedBy: (env) => settingsOf(env).contentfulApp.webApp,
    programme: (env, slug) => readProgramme(env, firstChannel(env), slug),
    favourite: async (env, slug) =>
      (await readShelf(env, firstChannel(env))).find((one) => one.kind === "favourite" && one.slug === slug),
    guide: (env, window) => readGuide(env, firstChannel(env), window),
    named: async (env, page) => namedIn(await readDirectory(env, firstChannel(env)), page),
  }),
);

export default {
  fetch: app.fetch,
  scheduled: async (_event, env) => {
    await scheduleOf(env).tick();
  },
} satisfies ExportedHandler<Env>;
