import { expect, it } from "vitest";
import { planRollback, type History } from "./plan-rollback.ts";

const MINUTE = 60_000;
/** Versions by their minute, the newest first. */
const history = (worker: History["worker"], ...versions: [number, string][]): History => ({
  worker,
  deployments: versions.map(([minute, version]) => ({ atMs: minute * MINUTE, version })),
});

it("takes back the Workers of the last run, the ones that call first", () => {
  const plan = planRollback([
    history("channel", [5000, "c2"], [10, "c1"]),
    history("viewers", [5001, "v2"], [11, "v1"]),
    history("control", [5002, "k3"], [900, "k2"], [12, "k1"]),
  ]);
  expect(plan).toMatchObject({
    returns: [
      { worker: "control", from: "k3", to: "k2" },
      { worker: "viewers", from: "v2", to: "v1" },
      { worker: "channel", from: "c2", to: "c1" },
    ],
  });
});

it("leaves alone what the last run did not deploy", () => {
  const histories = [
    history("channel", [10, "c1"]),
    history("viewers", [11, "v1"]),
    history("control", [900, "k2"], [12, "k1"]),
  ];
  expect(planRollback(histories)).toMatchObject({ returns: [{ worker: "control", to: "k1" }] });
});

it("goes back one version more the second time, and never forth to what was taken back", () => {
  const control = history("control", [950, "k2"], [900, "k3"], [800, "k2"], [700, "k1"]);
  expect(planRollback([control])).toMatchObject({ returns: [{ from: "k2", to: "k1" }] });
});

it("says why there is nothing to go back to", () => {
  expect(planRollback([history("control")])).toMatchObject({ kind: "nothing" });
  expect(planRollback([history("control", [1, "k1"])])).toMatchObject({
    kind: "nothing",
    why: "There is no version before the one that runs: control.",
  });
});

it("takes back only what is named", () => {
  const histories = [history("channel", [20, "c2"], [10, "c1"]), history("control", [900, "k2"], [12, "k1"])];
  expect(planRollback(histories, ["channel"])).toMatchObject({ returns: [{ worker: "channel", to: "c1" }] });
});
