import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudflareApi } from "@nonstop/sandbox/cloudflare-api";
import { noFaults } from "@nonstop/sandbox/faults";
import { listen } from "@nonstop/sandbox/listen";
import { keepInMemory } from "@nonstop/sandbox/world";
import Cloudflare from "cloudflare";
import { afterAll, beforeAll, expect, it } from "vitest";
import { REPOSITORY } from "../repository.ts";
import { cloudflareParts } from "../setup/cloudflare/cloudflare-parts.ts";
import { deploymentParts, type SetupContext } from "../setup/parts.ts";
import { runSetup } from "../setup/run-setup.ts";
import { setUpFolder } from "../setup/station-under-test.ts";
import { readyToDeploy } from "./ready-to-deploy.ts";

/** The `deploy` command, with wrangler as it is, against the stand-in for Cloudflare. */

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const TOKEN = "cloudflare-api-token";
let scratch: string;
let context: SetupContext;
let client: Cloudflare;
let close: () => Promise<void>;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "nonstop-deploy-"));
  const world = { nowMs: () => Date.now(), keep: keepInMemory };
  const options = { world, board: { all: noFaults() }, token: TOKEN, account: ACCOUNT, zone: "example.com" };
  const server = await listen("127.0.0.1", 0, () => cloudflareApi(options).app.fetch);
  close = server.close;
  const apiUrl = `http://127.0.0.1:${server.port}/client/v4`;
  client = new Cloudflare({ apiToken: TOKEN, baseURL: apiUrl });
  context = await setUpFolder(join(scratch, "station"), { cloudflare: { accountId: ACCOUNT, apiUrl } });
  const outcome = await runSetup([...cloudflareParts(context), ...deploymentParts(context)], {
    say: () => undefined,
    agree: () => Promise.resolve(true),
  });
  expect(outcome).toBe("changed");
});
afterAll(async () => {
  await close();
  rmSync(scratch, { recursive: true });
});

async function deploy(...words: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, ["station/src/deploy.ts", ...words], { cwd: REPOSITORY });
  let output = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code]: unknown[] = await once(child, "close");
  return { code, output };
}

it("refuses a folder that holds no station, words that make no sense, and configurations of another version", async () => {
  const [empty, odd] = await Promise.all([
    deploy("--folder", join(scratch, "nowhere")),
    deploy("--host", "tv.example.com"),
  ]);
  expect(empty).toMatchObject({ code: 1, output: expect.stringContaining("pnpm setup") as string });
  expect(odd).toMatchObject({
    code: 1,
    output: expect.stringContaining("pnpm run deploy --dry-run") as string,
  });

  const { folder } = context;
  const name = "wrangler/viewers.json";
  const text = folder.text(name) ?? "";
  folder.keepText(name, text.replace('"REGION": "weur"', '"REGION": "enam"'));
  expect(readyToDeploy(folder, ["viewers"])).toMatchObject({
    kind: "refused",
    problems: [{ what: expect.stringContaining("viewers.json is not what") as string }],
  });
  folder.keepText(name, text);
  const secrets = folder.secrets;
  folder.keepSecrets({ STREAM_KEY_SECRET: "short" });
  expect(readyToDeploy(folder, ["control"])).toMatchObject({ kind: "refused" });
  folder.keepSecrets(secrets);
  expect(readyToDeploy(folder, ["channel", "viewers", "control"])).toMatchObject({ kind: "ready" });
});

it("stops at the Worker that Cloudflare refuses, and deploys one with its routes and its secrets, which it tells nobody", async () => {
  const { folder } = context;
  const early = await deploy("--folder", folder.path, "--only", "viewers");
  expect(early.code).toBe(1);
  expect(early.output).toContain("Cannot create binding for class 'Channel'");
  expect(early.output).toContain("viewers could not be deployed. Nothing was changed.");

  const { code, output } = await deploy("--folder", folder.path, "--only", "channel");
  expect(output).toContain("Deployed to https://tv.example.com: channel.");
  expect(code).toBe(0);
  const [zone] = (await client.zones.list()).result;
  const routes = (await client.workers.routes.list({ zone_id: zone?.id ?? "" })).result;
  expect(routes).toMatchObject([{ pattern: "tv.example.com/origin/*", script: "nonstop-channel" }]);
  const given = await client.workers.scripts.secrets.list("nonstop-channel", { account_id: ACCOUNT });
  expect(given.result.map(({ name }) => name)).toContain("ORIGIN_TOKEN_PLAYOUT");
  for (const secret of Object.values(folder.secrets)) expect(output + early.output).not.toContain(secret);
  // No file of secrets stays behind.
  expect(readdirSync(join(folder.path, "wrangler")).filter((name) => name.includes("secret"))).toEqual([]);
}, 120_000);
