import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { DismissAnswer, DismissRequest, RecallAnswer } from "@nonstop/contract/warning";
import { Hono } from "hono";
import type { FakeDesk } from "./fake-desk.ts";

/** The events of the programming team, and their warnings, which may be dismissed. */
export function eventDoors(desk: FakeDesk): Hono {
  const app = new Hono();
  app.get(routes.events, (c) => {
    const warnings = desk.eventWarnings.filter(({ id }) => !desk.dismissed.has(id));
    const dismissed = desk.eventWarnings.length - warnings.length;
    return c.json(EventsAnswer.parse({ events: desk.events, warnings, moreWarnings: 0, dismissed }));
  });
  app.post(routes.dismissals("main"), async (c) => {
    const { warning } = DismissRequest.parse(await c.req.json());
    desk.dismissed.add(warning);
    return c.json(DismissAnswer.parse({ dismissed: warning }));
  });
  app.delete(routes.dismissals("main"), (c) => {
    desk.dismissed.clear();
    return c.json(RecallAnswer.parse({ recalled: true }));
  });
  return app;
}
