import { Hono } from "hono";
import { errorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { type Deed, DeedAnswer, DeedRequest, SidebarState } from "@nonstop/contract/sidebar";
import { checkContentfulSignature } from "../../../control/src/vendors/contentful/signature.ts";
import { APP_SECRET } from "./editor.ts";

/** What the station says beside an entry. A test may change it at any time. */
export type FakeSidebar = {
  state: Omit<SidebarState, "nowMs">;
  /** What was asked for and done, oldest first. */
  done: Deed[];
  /** Users of Contentful who asked, each once. */
  users: Set<string>;
  isDown: boolean;
};

export const fakeSidebar = (): FakeSidebar => ({
  state: { forGuests: {}, guests: [], deeds: [] },
  done: [],
  users: new Set(),
  isDown: false,
});

const SAYS: Readonly<Record<Deed["deed"], string>> = {
  "open-rehearsal": "The room is open for 20 minutes, for the preview alone.",
  "end-rehearsal": "The rehearsal is over.",
  "change-layout": "Zoom shows everybody side by side from now on.",
  "show-host-key": "In the meeting, choose Claim host and type it.",
  "new-guest-links": "The links that guests had open nothing any more.",
  "send-invites": "Invitations go once more, to 2 guests.",
  "new-input-key": "Its live input gets another key.",
};

/** The station's doors beside an entry, which let nobody in whom Contentful has not signed for. */
export function sidebarDoors(sidebar: FakeSidebar, nowMs: () => number): Hono {
  const app = new Hono();
  app.use("/api/v1/contentful/*", async (c, next) => {
    if (sidebar.isDown) return c.json(errorBody("internal", "The station is away."), 503);
    const { headers, method } = c.req.raw;
    const body = new Uint8Array(await c.req.raw.clone().arrayBuffer());
    const request = { method, path: c.req.path, headers, body };
    const answer = await checkContentfulSignature(request, {
      secret: APP_SECRET,
      nowMs: Date.now(),
      ageMs: 60_000,
    });
    if (answer.kind !== "genuine")
      return c.json(errorBody("bad-signature", "The signature does not fit."), 401);
    sidebar.users.add(headers.get("x-contentful-user-id") ?? "");
    return next();
  });
  app.get(routes.sidebarEvent.pattern, (c) =>
    c.json(SidebarState.parse({ nowMs: Math.floor(nowMs()), ...sidebar.state })),
  );
  app.post(routes.sidebarDeeds.pattern, async (c) => {
    const { what } = DeedRequest.parse(await c.req.json());
    sidebar.done.push(what);
    const hostKey = what.deed === "show-host-key" ? { hostKey: "299484" } : {};
    return c.json(DeedAnswer.parse({ says: SAYS[what.deed], ...hostKey }));
  });
  return app;
}
