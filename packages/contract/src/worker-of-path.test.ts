import { expect, it } from "vitest";
import { routes } from "./routes.ts";
import { workerOfPath } from "./worker-of-path.ts";

it.each([
  [routes.multivariant("main"), "viewers"],
  [routes.replay("show-1"), "viewers"],
  [routes.clock, "channel"],
  [routes.proposal("main", 1), "channel"],
  [routes.assetIndex("film"), "channel"],
  [routes.pulls, "control"],
  [routes.assetNotice("film"), "control"],
  [routes.guide("main"), "control"],
  [routes.controlSocket("main"), "control"],
  ["/", "control"],
  ["/live", "control"],
  ["/liver", "control"],
  ["/origin/v1/schedules", "channel"],
])("%s belongs to %s", (path, worker) => {
  expect(workerOfPath(path)).toBe(worker);
});
