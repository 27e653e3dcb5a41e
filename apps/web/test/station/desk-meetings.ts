import { errorBody } from "@nonstop/contract/error-body";
import { GuestNoteRequest, GuestsAnswer } from "@nonstop/contract/guest";
import { HostKeyAnswer } from "@nonstop/contract/host-key";
import { LayoutAnswer, LayoutRequest } from "@nonstop/contract/layout";
import { type Rehearsal, RehearsalAnswer, RehearsalRequest } from "@nonstop/contract/rehearsal";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { Hono } from "hono";
import type { FakeDesk } from "./fake-desk.ts";

/** Opens or ends the rehearsal of an event. */
function rehearse(desk: FakeDesk, entry: string, rehearsal: Rehearsal | undefined): RehearsalAnswer {
  desk.events = desk.events.map((event) => {
    const { rehearsal: _before, ...rest } = event;
    return event.entry === entry && rehearsal !== undefined ? { ...rest, rehearsal } : rest;
  });
  return RehearsalAnswer.parse({ rehearsal });
}

/** What is done about the meetings of shows: guests, rehearsals, layout, host key. */
export function meetingDoors(desk: FakeDesk): Hono {
  const app = new Hono();
  const guests = (): GuestsAnswer =>
    GuestsAnswer.parse({
      guests: desk.guests,
      ...(desk.guestNote === "" ? {} : { note: desk.guestNote }),
    });
  app.get(routes.guests.pattern, (c) => c.json(guests()));
  app.put(routes.guestNote.pattern, async (c) => {
    desk.guestNote = GuestNoteRequest.parse(await c.req.json()).note;
    return c.json(guests());
  });
  app.put(routes.rehearsal.pattern, async (c) => {
    const { minutes } = RehearsalRequest.parse(await c.req.json());
    const from = secondOf(desk.nowMs());
    return c.json(rehearse(desk, c.req.param("airing"), { from, to: from + minutes * 60 }));
  });
  app.delete(routes.rehearsal.pattern, (c) => c.json(rehearse(desk, c.req.param("airing"), undefined)));
  app.put(routes.layout.pattern, async (c) => {
    const { layout } = LayoutRequest.parse(await c.req.json());
    if (desk.layout === undefined)
      return c.json(errorBody("not-live", "The show is not live, so nothing was changed.", {}), 409);
    desk.layout = layout;
    return c.json(LayoutAnswer.parse({ layout, says: `Zoom shows the ${layout} from now on.` }));
  });
  app.get(routes.hostKey.pattern, (c) => c.json(HostKeyAnswer.parse({ hostKey: "299484" })));
  return app;
}
