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
  order.hear({ kind: "takes", version: 2, takes: [{ id: "a", room: { kind: "slate" }, from: 0 }] });
  order.hear({ kind: "takes", version: 1, takes: [] });
  expect(order.takes).toHaveLength(1);
  expect(changes).toEqual(["rundown", "rundown", "rundown", "takes"]);
});

it("accepts the list of a Channel that began anew, once it has connected again", () => {
  const order = new RunningOrder("main", () => {});
  const take = (id: string) => ({ id, room: { kind: "slate" } as const, from: 0 });
  order.hear({ kind: "takes", version: 40, takes: [take("old")] });
  order.connected();
  expect(order.takes).toEqual([take("old")]);
  order.hear({ kind: "takes", version: 1, takes: [] });
  expect(order.takes).toEqual([]);
  order.hear({ kind: "takes", version: 2, takes: [take("new")] });
  order.hear({ kind: "takes", version: 1, takes: [] });
  expect(order.takes).toEqual([take("new")]);
});
