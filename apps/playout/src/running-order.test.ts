import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { RunningOrder } from "./running-order.ts";

const rundown = (version: number, channel = "main"): Rundown => ({
  channel,
  version,
  from: 0,
  to: 1,
  items: [{ id: "slate@0", kind: "slate", start: 0, end: 1, title: "Slate", room: { kind: "slate" } }],
  fillers: [],
});

it("never goes back, except from what its own disk remembered", () => {
  const changes: string[] = [];
  const order = new RunningOrder("main", (what) => changes.push(what));
  order.beginWith(rundown(9));
  expect(order.isFromEdge).toBe(false);
  expect(order.adopt(rundown(4))).toBe(true);
  expect(order.adopt(rundown(4))).toBe(false);
  expect(order.adopt(rundown(3))).toBe(false);
  expect(order.adopt(rundown(5, "second"))).toBe(false);
  expect(order.adopt(rundown(5))).toBe(true);
  order.beginWith(rundown(7));
  expect(order.rundownVersion).toBe(5);
  order.hear({ kind: "overrides", version: 2, overrides: [{ id: "a", room: { kind: "slate" }, from: 0 }] });
  order.hear({ kind: "overrides", version: 1, overrides: [] });
  expect(order.overrides).toHaveLength(1);
  expect(changes).toEqual(["rundown", "rundown", "rundown", "overrides"]);
});
