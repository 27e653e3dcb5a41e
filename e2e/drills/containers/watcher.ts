import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";

const LOOK_EVERY_MS = 250;

/** A viewer in a browser. */
export type Watcher = {
  page: Page;
  /** Whether the picture goes on: it plays on for so many seconds, and looks different at their end. */
  goesOn: (seconds: number) => Promise<boolean>;
};

/** Opens the player and resolves when it plays. */
export async function watchChannel(browser: Browser, url: string): Promise<Watcher> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.locator('.picture[data-state="playing"]').waitFor({ timeout: 120_000 });
  const video = page.locator("video").first();
  const playedTo = (): Promise<number> =>
    video.evaluate((element) => (element instanceof HTMLVideoElement ? element.currentTime : 0));
  return {
    page,
    goesOn: async (seconds) => {
      const [from, before] = [await playedTo(), await video.screenshot()];
      const untilMs = performance.now() + (seconds + 30) * 1000;
      while ((await playedTo()) < from + seconds) {
        if (performance.now() > untilMs) return false;
        await pause(LOOK_EVERY_MS);
      }
      return !before.equals(await video.screenshot());
    },
  };
}
