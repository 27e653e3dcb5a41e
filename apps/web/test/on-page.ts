import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, inject, it as base } from "vitest";
import { type FakeStation, openStation } from "./station/fake-station.ts";

/** How long a busy machine may take for anything a person waits for. Milliseconds. */
const PATIENCE_MS = 30_000;

export type Visit = BrowserContextOptions & {
  /** True where the test makes requests fail on purpose. The browser then logs an error for each. */
  mayFail?: boolean;
};

type OnPage = {
  station: FakeStation;
  /** Opens a page of the station as a new visitor. The default is a laptop in Lisbon in dark mode. */
  visit: (path: string, visit?: Visit) => Promise<Page>;
};

let connected: Promise<Browser> | undefined;

/** The one browser of the run. */
function theBrowser(): Promise<Browser> {
  connected ??= chromium.connect(inject("browser"));
  return connected;
}

/** A test with a station of its own and new visitors. It fails when a page throws or logs an error. */
export const it = base.extend<OnPage>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  station: async ({}, use) => {
    const station = await openStation(inject("pages"));
    await use(station);
    await station.close();
  },
  visit: async ({ station }, use) => {
    const browser = await theBrowser();
    const complaints: string[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (path, { mayFail = false, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        timezoneId: "Europe/Lisbon",
        locale: "en-GB",
        colorScheme: "dark",
        acceptDownloads: true,
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        const isRefusal = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !(mayFail && isRefusal)) complaints.push(message.text());
      });
      page.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        const isOurs = origin === station.url || station.framedBy.includes(origin);
        if (protocol.startsWith("http") && !isOurs) complaints.push(`asked ${origin}`);
      });
      await station.desk.answerSocketOf(page);
      await page.goto(new URL(path, station.url).href, { waitUntil: "domcontentloaded" });
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

/** `expect.poll` options for what a busy machine may take its time for. */
export const PATIENTLY = { timeout: PATIENCE_MS, interval: 100 };

/** Brings a page back from the background, so that it asks the station at once and not at its next poll. */
export async function lookBack(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}
