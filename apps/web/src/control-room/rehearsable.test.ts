import type { EventStatus } from "@nonstop/contract/events";
import { expect, it } from "vitest";
import { canRehearse } from "./rehearsable.ts";

const event = (entry: string, over: Partial<EventStatus>): EventStatus => ({
  entry,
  title: entry,
  revision: 1,
  state: "ready",
  warnings: [],
  room: `e-${entry}`,
  start: 200,
  ...over,
});

it("is every show to come that has a meeting", () => {
  const events = [
    event("begun", { start: 100 }),
    event("cancelled", { state: "cancelled" }),
    event("desk", { room: "enc-desk" }),
    event("afar", { room: "r-afar" }),
    event("next", {}),
    event("later", { start: 900 }),
  ];
  expect(canRehearse(events, 100).map(({ entry }) => entry)).toEqual(["next", "later"]);
});
