import { EncoderKey, EncodersAnswer } from "@nonstop/contract/encoders";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import type { FakeDesk } from "./fake-desk.ts";

/** The one encoder and its key. */
export function encoderDoors(desk: FakeDesk): Hono {
  const app = new Hono();
  app.get(routes.encoders, (c) =>
    c.json(EncodersAnswer.parse({ encoders: [{ encoder: "studio", room: "enc-studio", name: "The desk" }] })),
  );
  app.post(routes.encoderKey.pattern, (c) =>
    c.json(EncoderKey.parse({ server: "rtmp://station.test/live", key: `key-${desk.rotations}` })),
  );
  app.post(routes.encoderRotation.pattern, (c) => {
    desk.rotations += 1;
    return c.json(EncoderKey.parse({ server: "rtmp://station.test/live", key: `key-${desk.rotations}` }));
  });
  return app;
}
