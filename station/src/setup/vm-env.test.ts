import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REPOSITORY } from "../repository.ts";
import { setUpFolder } from "./station-under-test.ts";
import { vmEnv, vmEnvPart } from "./vm-env.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "nonstop-vm-"));
});
afterEach(() => rmSync(path, { recursive: true }));

it("gives the machine what docker-compose.yml reads, with the Workers' own secrets", async () => {
  const context = await setUpFolder(path);
  const compose = readFileSync(join(REPOSITORY, "docker-compose.yml"), "utf8");
  const read = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const env = vmEnv(context);
  for (const name of Object.keys(env)) expect(read).toContain(name);
  expect(env).toMatchObject({ EDGE_URL: "https://tv.example.com", INGEST_HOST: "in.example.com" });
  for (const name of ["ORIGIN_TOKEN_INGEST", "ORIGIN_TOKEN_PLAYOUT", "INGEST_TOKEN", "STREAM_KEY_SECRET"])
    expect(env[name]).toBe(context.folder.secrets[name]);
});

it("is written once, and told where to put it", async () => {
  const part = vmEnvPart(await setUpFolder(path));
  const first = await part.look();
  if (first.kind !== "looked") throw new Error("trouble");
  for (const { apply } of first.changes) await apply();
  expect(await part.look()).toMatchObject({ changes: [], says: [expect.stringContaining("vm.env")] });
  const lines = readFileSync(join(path, "vm.env"), "utf8").trim().split("\n").slice(1);
  for (const line of lines) expect(line).toMatch(/^[A-Z_]+=[^\s"'$]+$/);
});
