import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { Rundown } from "@nonstop/contract/rundown";
import { beforeEach, expect, it, vi } from "vitest";
import type { ChannelCalls } from "../ports/channel.ts";
import type { ToldWarning } from "../warnings/warning-store.ts";
import { StationRundown } from "./station-rundown.ts";

const NOW_MS = 1_800_000_000_000;
const HOUR_MS = 3600_000;

let facts: Map<string, number>;
let warnings: Map<string, ToldWarning | undefined>;
beforeEach(() => {
  facts = new Map();
  warnings = new Map();
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

/** The rundown of a station without events, on what the last one left behind. */
function stationRundown(
  setRundown: ChannelCalls["setRundown"],
  inForce: ChannelCalls["rundown"] = () => Promise.resolve(undefined),
): StationRundown {
  const kv = { put: () => Promise.resolve() };
  return new StationRundown({
    channel: "main",
    territory: "",
    timezone: "UTC",
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    addresses: { of: () => [] },
    airings: { airingsEndingAfter: () => [] },
    pieces: { all: () => [] },
    programming: { programming: () => STATION_PROGRAMMING, aired: () => new Map(), note: () => undefined },
    facts: { read: (name) => facts.get(name), write: (name, value) => void facts.set(name, value) },
    warnings: { set: (topic, told) => void warnings.set(topic, told) },
    handOverTo: { kv, channel: { setRundown, rundown: inForce } },
  });
}

const stored = (): Promise<{ kind: "stored" }> => Promise.resolve({ kind: "stored" });

it("is compiled anew by the hour, and at once when it is asked for", async () => {
  const rundown = stationRundown(stored);
  await rundown.run(NOW_MS);
  expect(rundown.dueMs()).toBe(NOW_MS + HOUR_MS);
  rundown.ask(NOW_MS + 60_000);
  expect(rundown.dueMs()).toBe(NOW_MS + 60_000);
});

it("stays due until the channel has it: a restart in between loses nothing", async () => {
  const lost = stationRundown(() => new Promise(() => undefined));
  lost.ask(NOW_MS);
  void lost.run(NOW_MS);
  const given: Rundown[] = [];
  const successor = stationRundown((rundown) => {
    given.push(rundown);
    return stored();
  });
  expect(successor.dueMs()).toBeLessThanOrEqual(NOW_MS + 1_000);
  await successor.run(NOW_MS + 1_000);
  expect(given.map(({ version }) => version)).toEqual([2]);
  expect(successor.dueMs()).toBe(NOW_MS + 1_000 + HOUR_MS);
});

it("what is asked for while it is handed over is compiled next", async () => {
  const rundown = stationRundown(() => {
    rundown.ask(NOW_MS + 500);
    return stored();
  });
  await rundown.run(NOW_MS);
  expect(rundown.dueMs()).toBe(NOW_MS + 1_000);
});

it("is offered again soon to a channel that does not answer, with a warning until it does", async () => {
  let isAway = true;
  const rundown = stationRundown(() => (isAway ? Promise.reject(new Error("away")) : stored()));
  await rundown.run(NOW_MS);
  expect(rundown.dueMs()).toBe(NOW_MS + 30_000);
  expect(warnings.get("handover")?.message).toContain("the channel");
  isAway = false;
  await rundown.run(NOW_MS + 30_000);
  expect(warnings.get("handover")).toBeUndefined();
});

it("goes on above the version that the channel has", async () => {
  const given: number[] = [];
  const rundown = stationRundown(({ version }) => {
    given.push(version);
    return version > 41 ? stored() : Promise.resolve({ kind: "older", version: 41 });
  });
  await rundown.run(NOW_MS);
  expect(rundown.dueMs()).toBe(NOW_MS + 1_000);
  await rundown.run(NOW_MS + 1_000);
  expect(given).toEqual([1, 42]);
});

it("goes on from the rundown that the channel has, above its version", async () => {
  const inForce: Rundown = {
    channel: "main",
    version: 41,
    from: NOW_MS / 1000 - 50,
    to: NOW_MS / 1000 + 70,
    items: [
      {
        id: "spare@1",
        kind: "filler",
        start: NOW_MS / 1000 - 50,
        end: NOW_MS / 1000 + 70,
        title: "Spare",
        room: { kind: "asset", asset: "spare", startSecond: NOW_MS / 1000 - 50 },
      },
    ],
    fillers: [],
  };
  const given: Rundown[] = [];
  const rundown = stationRundown(
    (one) => {
      given.push(one);
      return stored();
    },
    () => Promise.resolve(inForce),
  );
  expect(await rundown.current(NOW_MS)).toEqual(inForce);
  await rundown.run(NOW_MS);
  expect(given[0]).toMatchObject({ version: 42, items: [inForce.items[0], { kind: "slate" }] });
});

it("is not compiled while the channel does not say what is on air, and soon after", async () => {
  let isAway = true;
  const given: number[] = [];
  const rundown = stationRundown(
    ({ version }) => {
      given.push(version);
      return stored();
    },
    () => (isAway ? Promise.reject(new Error("away")) : Promise.resolve(undefined)),
  );
  await rundown.run(NOW_MS);
  expect(given).toEqual([]);
  expect(warnings.get("handover")).toBeDefined();
  expect(rundown.dueMs()).toBe(NOW_MS + 30_000);
  isAway = false;
  await rundown.run(NOW_MS + 30_000);
  expect(given).toEqual([1]);
  expect(warnings.get("handover")).toBeUndefined();
});
