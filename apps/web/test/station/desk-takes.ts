import { errorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { Take } from "@nonstop/contract/rundown";
import { ReleaseAnswer, TakeAnswer, TakeRequest } from "@nonstop/contract/take";
import { secondOf } from "@nonstop/contract/time";
import { Hono } from "hono";
import type { FakeDesk } from "./fake-desk.ts";

/** Takes and their release. */
export function takeDoors(desk: FakeDesk): Hono {
  const app = new Hono();
  app.post(routes.takes("main"), async (c) => {
    const request = TakeRequest.parse(await c.req.json());
    desk.asked.push(request);
    if (desk.refusal !== undefined) return c.json(errorBody("unknown-room", desk.refusal), 422);
    const from = secondOf(desk.nowMs());
    const to = request.to.kind === "asset" ? { ...request.to, startSecond: from } : request.to;
    const take = Take.parse({ id: request.id, room: to, from });
    desk.takes = [...desk.takes, take];
    return c.json(TakeAnswer.parse({ take }), 201);
  });
  app.post(routes.release("main"), (c) => {
    const released = desk.takes.map(({ id }) => id);
    desk.takes = [];
    return c.json(ReleaseAnswer.parse({ released, from: secondOf(desk.nowMs()) }));
  });
  return app;
}
