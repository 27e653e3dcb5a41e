import Cloudflare from "cloudflare";
import { cloudflareApi } from "@nonstop/sandbox/cloudflare-api";
import { noFaults } from "@nonstop/sandbox/faults";
import { keepInMemory } from "@nonstop/sandbox/world";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { beforeEach, expect, it } from "vitest";
import type { CloudflareAccount } from "../setup/cloudflare/cloudflare-account.ts";
import { runRollback } from "./run-rollback.ts";
import { historyOf } from "./worker-deployments.ts";

const MINUTE_MS = 60_000;
let nowMs: number;
let account: CloudflareAccount;
let said: string[];
let board: { all: ReturnType<typeof noFaults> };

beforeEach(() => {
  nowMs = Date.parse("2026-11-29T12:00:00Z");
  said = [];
  board = { all: noFaults() };
  const world = { nowMs: () => nowMs, keep: keepInMemory };
  const { app } = cloudflareApi({ world, board, token: "t", account: "acc", zone: "example.com" });
  const client = new Cloudflare({
    apiToken: "t",
    baseURL: "http://cloudflare.test/client/v4",
    maxRetries: 0,
    fetch: (url, init) => Promise.resolve(app.request(url instanceof Request ? url.url : url, init)),
  });
  account = { client, accountId: "acc", zone: "example.com" };
});

const upload = async (...scripts: string[]): Promise<void> => {
  for (const script of scripts) {
    nowMs += MINUTE_MS;
    await account.client.put(`/accounts/acc/workers/scripts/${script}`, {});
  }
};

const running = async (script: WorkerName): Promise<string | undefined> => {
  const { deployments } = await historyOf(account, script);
  return deployments[0]?.version;
};

const rollback = (o: Partial<Parameters<typeof runRollback>[2]> & { agrees?: boolean } = {}) =>
  runRollback(
    account,
    { say: (line) => void said.push(line), agree: () => Promise.resolve(o.agrees ?? true) },
    { only: [], plan: false, ...o },
  );

it("gives the Workers of the last deployment their version before, and leaves the channel alone", async () => {
  await upload("nonstop-channel", "nonstop-viewers", "nonstop");
  const before = await Promise.all(WORKERS.map(running));
  nowMs += 86_400_000;
  await upload("nonstop-viewers", "nonstop");
  expect(await rollback()).toBe("done");
  expect(await Promise.all(WORKERS.map(running))).toEqual(before);
  expect(said.filter((line) => line.includes("runs")).map((line) => line.split(" ")[0])).toEqual([
    "control",
    "viewers",
  ]);
});

it("changes nothing when it is only planned, or when nobody agrees", async () => {
  await upload("nonstop");
  nowMs += 86_400_000;
  await upload("nonstop");
  const before = await running("control");
  expect(await rollback({ plan: true })).toBe("done");
  expect(await rollback({ agrees: false })).toBe("done");
  expect(await running("control")).toBe(before);
  expect(said.at(-1)).toBe("Nothing was changed.");
});

it("says what stands when the account refuses in the middle", async () => {
  await upload("nonstop-viewers", "nonstop");
  nowMs += 86_400_000;
  await upload("nonstop-viewers", "nonstop");
  board.all.stream.refusals = [
    {
      method: "POST",
      path: "/workers/scripts/nonstop-viewers/deployments",
      status: 403,
      code: 10_000,
    },
  ];
  expect(await rollback()).toBe("trouble");
  expect(said.at(-1)).toBe("Gone back: control. Run it again.");
});

it("says so when there is nothing to go back to", async () => {
  expect(await rollback()).toBe("trouble");
  expect(said).toEqual(["No Worker was ever deployed."]);
});
