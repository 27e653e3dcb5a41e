import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { QUIET_CHROMIUM } from "@nonstop/station/chromium";
import { chromium } from "playwright-core";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built pages. */
    pages: string;
    /** The address of the one browser of the run. */
    browser: string;
  }
}

/** Builds the pages and starts the browser, once for all files. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const pages = await mkdtemp(join(tmpdir(), "nonstop-pages-"));
  await build({
    configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)),
    logLevel: "warn",
    build: { outDir: pages },
  });
  const server = await chromium.launchServer(QUIET_CHROMIUM);
  project.provide("pages", pages);
  project.provide("browser", server.wsEndpoint());
  return async () => {
    await server.close();
    await rm(pages, { recursive: true, force: true });
  };
}
