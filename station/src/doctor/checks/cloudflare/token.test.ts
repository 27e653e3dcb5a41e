import { cloudflareApi } from "@nonstop/sandbox/cloudflare-api";
import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import { noFaults } from "@nonstop/sandbox/faults";
import { keepInMemory } from "@nonstop/sandbox/world";
import { beforeEach, expect, it } from "vitest";
import { cloudflareTokenCheck } from "./token.ts";

const BASE = "http://cloudflare.test/client/v4";
let board: FaultBoard;
let send: typeof fetch;
let zoneId: string;
beforeEach(async () => {
  board = { all: noFaults() };
  const world = { nowMs: () => 0, keep: keepInMemory };
  const { app } = cloudflareApi({ world, board, token: "cf-token", account: "acc", zone: "example.test" });
  send = async (input, init) => app.request(input instanceof Request ? input.url : String(input), init);
  const zones = await send(`${BASE}/zones?name=example.test`, {
    headers: { authorization: "Bearer cf-token" },
  });
  zoneId = ((await zones.json()) as { result: { id: string }[] }).result[0]?.id ?? "";
});

async function examine(apiToken: string, hasAccess = true): Promise<string[]> {
  const access = { accountId: "acc", apiToken, zoneId, apiUrl: BASE };
  const findings = await cloudflareTokenCheck(access, { hasAccess, fetch: send }).run();
  return findings.map((finding) => (finding.kind === "bad" ? finding.says : finding.kind));
}

it("finds a token good that may do all of it", async () => {
  expect(await examine("cf-token")).toEqual(["good"]);
});

it("names each permission that a token lacks", async () => {
  board.all.stream.missingScopes = ["DNS", "Workers KV Storage", "Access: Apps and Policies"];
  expect((await examine("cf-token")).join("\n")).toMatch(
    /KV Storage > Edit.*\n.*DNS > Edit.*\n.*Access: Apps and Policies > Edit/,
  );
  board.all.stream.missingScopes = ["Access: Apps and Policies"];
  expect(await examine("cf-token", false)).toEqual(["good"]);
});

it("stops at a token that Cloudflare does not take, or when it does not answer", async () => {
  expect(await examine("guess")).toEqual(["Cloudflare does not take the token (1000)."]);
  send = () => Promise.reject(new TypeError("fetch failed"));
  expect(await examine("cf-token")).toEqual(["Cloudflare's API does not answer."]);
});
