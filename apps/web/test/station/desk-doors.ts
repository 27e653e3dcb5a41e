import { AsRun } from "@nonstop/contract/as-run";
import { routes } from "@nonstop/contract/routes";
import type { Hono } from "hono";
import { encoderDoors } from "./desk-encoders.ts";
import { eventDoors } from "./desk-events.ts";
import { libraryDoors } from "./desk-library.ts";
import { meetingDoors } from "./desk-meetings.ts";
import { sessionDoors } from "./desk-session.ts";
import { takeDoors } from "./desk-takes.ts";
import { type FakeDesk, SHOW_ROOM } from "./fake-desk.ts";
import { daysAhead } from "./days-ahead.ts";
import { newsDoors } from "./station-news.ts";
import { EVENING_SECOND } from "./programmes.ts";

/** All doors of the control room, which let in nobody who has not signed in. */
export function deskDoors(desk: FakeDesk): Hono {
  const app = sessionDoors(desk);
  app.get(routes.control("main"), (c) => c.json(desk.state()));
  app.route("/", libraryDoors(desk.library));
  app.get(routes.asRun("main"), (c) =>
    c.json(
      AsRun.parse({
        spans: [
          {
            from: EVENING_SECOND - 900,
            to: EVENING_SECOND - 600,
            room: { kind: "slate" },
            rank: 3,
            reason: "room-stalled",
            title: "The Show Before",
          },
          { from: EVENING_SECOND - 600, to: EVENING_SECOND - 1, room: SHOW_ROOM, rank: 0, reason: "rundown" },
        ],
      }),
    ),
  );
  app.get(routes.readThrough, (c) => {
    const from = Number(c.req.query("from"));
    return c.json(daysAhead(from, from + Number(c.req.query("hours")) * 3600));
  });
  app.route("/", newsDoors());
  for (const doors of [encoderDoors, meetingDoors, eventDoors, takeDoors]) app.route("/", doors(desk));
  return app;
}
