import { readFile } from "node:fs/promises";
import { errorBody } from "@nonstop/contract/error-body";
import { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import { withPrivateHeaders } from "../../../control/src/site/security-headers.ts";
import { EVENING_SECOND, STATION_ZONE } from "./programmes.ts";

export const GUEST_TOKEN = "gWq3b5m1S0kYd7xPz2Rt4A~show~ada~0~t0kenz";

/** What guests are told. A test may change it while a page looks. */
export type FakeGuests = {
  state: Omit<GuestState, "nowMs">;
  /** Why no check can be opened, until it can. */
  noCheck: string | undefined;
  /** The refusal of every link; undefined while the one is good. */
  refusal: { status: 404 | 410; message: string } | undefined;
  /** How often somebody went into the meeting. */
  entered: number;
  nowMs: () => number;
};

/** A guest of a show that starts in two hours. */
export function openGuests(nowMs: () => number): FakeGuests {
  const start = EVENING_SECOND + 7200;
  return {
    nowMs,
    noCheck: undefined,
    refusal: undefined,
    entered: 0,
    state: {
      name: "Ada",
      show: {
        title: "Talking to Machines",
        summary: "About compilers.",
        start,
        end: start + 3600,
        timezone: STATION_ZONE,
        others: [{ name: "Grace Hopper" }],
      },
      stationTimezone: STATION_ZONE,
      phase: "early",
      hasMeeting: true,
      opens: start - 1200,
      closes: start + 5400,
      letsIn: false,
      lateSeconds: 20,
      again: [],
    },
  };
}

/** The doors of a guest's page, as the Worker has them. */
export function guestDoors(guests: FakeGuests, page: string): Hono {
  const app = new Hono();
  const now = (): GuestState => GuestState.parse({ ...guests.state, nowMs: guests.nowMs() });
  app.use(`${routes.guest.pattern}/*`, async (c, next) => {
    const { refusal } = guests;
    if (refusal === undefined && c.req.param("token") === GUEST_TOKEN) return next();
    const { status, message } = refusal ?? { status: 404 as const, message: "This link is not ours." };
    return c.json(errorBody("guest-link-expired", message), status);
  });
  app.get(routes.guestPage.pattern, async (c) => {
    const headers = { "content-type": "text/html; charset=utf-8" };
    return withPrivateHeaders(new Response(new Uint8Array(await readFile(page)), { headers }), c.req.raw);
  });
  app.get(routes.guestJoin.pattern, (c) => {
    guests.entered += 1;
    return c.text("the meeting");
  });
  app.get(routes.guest.pattern, (c) => c.json(now()));
  app.get(routes.guestEvents.pattern, (c) => {
    const encoder = new TextEncoder();
    let timer: NodeJS.Timeout | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const tell = (): void => {
          controller.enqueue(encoder.encode(`event: state\ndata: ${JSON.stringify(now())}\n\n`));
          if (guests.refusal === undefined) return;
          clearInterval(timer);
          controller.close();
        };
        timer = setInterval(tell, 100);
      },
      cancel: () => clearInterval(timer),
    });
    return c.body(body, 200, { "content-type": "text/event-stream" });
  });
  app.post(routes.guestCheck.pattern, (c) => {
    if (guests.noCheck !== undefined) return c.json(errorBody("no-check-now", guests.noCheck), 409);
    const until = Math.floor(guests.nowMs() / 1000) + 300;
    const check = { phase: "waiting" as const, until, measuredSeconds: 0, neededSeconds: 60, findings: [] };
    guests.state = { ...guests.state, letsIn: true, check };
    return c.json(now());
  });
  app.delete(routes.guestCheck.pattern, (c) => {
    const { check: _check, ...rest } = guests.state;
    guests.state = { ...rest, letsIn: false };
    return c.json(now());
  });
  return app;
}
