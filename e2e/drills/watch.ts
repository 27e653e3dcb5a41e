import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { build } from "vite";
import { z } from "zod";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import { openStation } from "../../apps/web/test/station/fake-station.ts";
import { openBrowser } from "../src/browser.ts";
import { REPOSITORY } from "@nonstop/station/station";
import { type StallWatch, watchForStalls } from "../src/stall-watch.ts";

const LOOK_EVERY_MS = 5000;
const Options = z.object({
  minutes: z.coerce.number().positive(),
  /** How many times slower the page's scripts run. */
  slowdown: z.coerce.number().min(1),
  station: z.url().optional(),
});
type Options = z.infer<typeof Options>;

export const drill: Drill = {
  about: "plays the channel in a busy browser, an hour by default, and counts when the picture stands still",
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: "string", default: "60" },
        slowdown: { type: "string", default: "4" },
        station: { type: "string" },
      },
    });
    const options = Options.parse(values);
    if (options.station !== undefined) return watch(options.station, options);
    const pages = await mkdtemp(join(tmpdir(), "nonstop-drill-"));
    const configFile = join(REPOSITORY, "apps/web/vite.config.ts");
    await build({ configFile, logLevel: "warn", build: { outDir: pages } });
    const station = await openStation(pages);
    try {
      return await watch(station.url, options);
    } finally {
      await station.close();
      await rm(pages, { recursive: true, force: true });
    }
  },
};

async function watch(url: string, { minutes, slowdown }: Options): Promise<DrillResult> {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.goto(url, { waitUntil: "domcontentloaded" });
    await page.locator('.picture[data-state="playing"]').waitFor({ timeout: 60_000 });
    await page.evaluate(watchForStalls);
    const untilMs = performance.now() + minutes * 60_000;
    let told = 0;
    while (performance.now() < untilMs) {
      await pause(Math.min(LOOK_EVERY_MS, Math.max(0, untilMs - performance.now())));
      const { stalls } = await seenOn(page);
      for (const stall of stalls.slice(told))
        process.stdout.write(`the picture stood still at ${stall.atSecond.toFixed(1)} s\n`);
      told = stalls.length;
    }
    const { stalls, provoked, playedSeconds } = await seenOn(page);
    const latency = await page.locator("section.picture").getAttribute("data-latency");
    const stoodSeconds = stalls.reduce((total, { ms }) => total + ms / 1000, 0);
    return {
      passed: stalls.length === 0,
      summary:
        `${minutes} min in a browser ${slowdown} times slower: ${stalls.length} stalls, ${stoodSeconds.toFixed(1)} s in all, ` +
        `${Math.round(playedSeconds)} s played, ${provoked} flushes at the wrong moment, ${latency ?? "?"} s behind at the end.`,
    };
  } finally {
    await browser.close();
  }
}

async function seenOn(page: Page): Promise<StallWatch> {
  const seen = await page.evaluate(() => window.stallWatch);
  if (seen === undefined) throw new Error("The page has been loaded anew.");
  return seen;
}
