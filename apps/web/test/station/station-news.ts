import { Subscribers } from "@nonstop/contract/announcement";
import { Healings } from "@nonstop/contract/healings";
import { HooksHeard } from "@nonstop/contract/hooks-heard";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import { EVENING_SECOND } from "./programmes.ts";

/** The doors of what was put right, who was heard, and who is told. A test that is asked for is on its way at once. */
export function newsDoors(): Hono {
  const app = new Hono();
  let waiting = 0;
  const atMs = (EVENING_SECOND - 600) * 1000;
  app.get(routes.healings, (c) =>
    c.json(
      Healings.parse({
        healings: [
          {
            atMs,
            code: "unheard-publish",
            message: "The Late Show (event) was published, and no webhook told of it.",
          },
        ],
      }),
    ),
  );
  app.get(routes.hooksHeard, (c) =>
    c.json(HooksHeard.parse({ hooks: [{ vendor: "contentful", heardMs: atMs }, { vendor: "zoom" }] })),
  );
  app.get(routes.subscribers, (c) =>
    c.json(
      Subscribers.parse({
        subscribers: [
          { subscriber: "desk", format: "slack", topics: ["trouble"], waiting, deliveredMs: atMs },
          {
            subscriber: "site",
            format: "signed",
            topics: ["airing"],
            waiting: 3,
            problem: "It answers 503.",
          },
        ],
      }),
    ),
  );
  app.post(routes.subscriberTest.pattern, (c) => {
    waiting += 1;
    return c.json({ subscriber: c.req.param("subscriber") }, 202);
  });
  return app;
}
