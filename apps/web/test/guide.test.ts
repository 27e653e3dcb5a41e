import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, lookBack, PATIENTLY } from "./on-page.ts";
import { programme } from "./station/programmes.ts";

const PHONE = { viewport: { width: 390, height: 800 } };
const nameOfDay = (page: Page): Promise<string> => page.locator("h1").innerText();

describe("the guide on a laptop", () => {
  it("is a grid with a line at now, and links that keys can reach", async ({ visit }) => {
    const page = await visit("/schedule");
    const grid = page.locator(".day-grid").first();
    await grid.waitFor();
    expect(await page.locator(".day-list").first().isVisible()).toBe(false);
    const now = grid.locator('a[aria-current="time"]').first();
    await expect.poll(() => now.innerText(), PATIENTLY).toContain("The Cable Show");
    await expect.poll(() => grid.locator(".now-marker").innerText(), PATIENTLY).toMatch(/^19:1\d$/);
    const reached = new Set<string>();
    for (let presses = 0; presses < 30 && !reached.has("/schedule/film"); presses++) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement?.getAttribute("href") ?? ""));
    }
    expect([...reached]).toContain("/schedule/film");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "A Film of the Sea" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("main");
  });

  it("names what is too short for its name beneath its hour", async ({ visit }) => {
    const page = await visit("/schedule");
    const short = page.locator(".shorts").getByRole("link", { name: "Three Minutes of Weather" });
    await expect.poll(() => short.isVisible(), PATIENTLY).toBe(true);
  });

  it("names a short block beneath its hour as well, no wider than its words", async ({ visit, station }) => {
    station.entries = [programme("shorts", 20, 3, { title: "Short Films", kind: "block" })];
    const page = await visit("/schedule");
    const short = page.locator(".shorts").getByRole("link", { name: "Short Films" });
    await expect.poll(() => short.isVisible(), PATIENTLY).toBe(true);
    expect((await short.boundingBox())?.height).toBeLessThan(60);
  });

  it("names what goes over the hour with a few minutes on each side, on the narrowest grid", async ({
    visit,
  }) => {
    const page = await visit("/schedule", { viewport: { width: 900, height: 700 } });
    const tomorrow = page.getByRole("region", { name: "Tomorrow" });
    const named = tomorrow.locator(".day-grid").getByText("Ten Minutes across the Hour");
    await expect.poll(() => named.filter({ visible: true }).count(), PATIENTLY).toBeGreaterThan(0);
  });

  it("names what has gone over into the first row that is shown", async ({ visit, station }) => {
    station.entries = [programme("over", -14, 10, { title: "A Few Minutes Past" })];
    const page = await visit("/schedule", { viewport: { width: 900, height: 700 } });
    const named = page.locator(".day-grid").first().getByText("A Few Minutes Past");
    await expect.poll(() => named.filter({ visible: true }).count(), PATIENTLY).toBe(1);
  });

  it("moves its line with the clock", async ({ visit }) => {
    const page = await visit("/schedule");
    const place = (): Promise<number> =>
      page.locator(".now-marker").evaluate((line) => Number.parseFloat((line as HTMLElement).style.left));
    await page.getByText("The Cable Show").first().waitFor();
    const from = await place();
    await expect.poll(place, PATIENTLY).toBeGreaterThan(from);
  });

  it("hides what was on before until it is asked for", async ({ visit }) => {
    const page = await visit("/schedule");
    await page.getByRole("button", { name: "What was on before" }).waitFor();
    const seen = page.locator('.day-grid a[href="/schedule/breakfast"]');
    expect(await seen.count()).toBe(0);
    await page.getByRole("button", { name: "What was on before" }).click();
    await seen.first().waitFor();
    await page.getByRole("button", { name: "Hide what was on before" }).click();
    await expect.poll(() => seen.count(), PATIENTLY).toBe(0);
  });
});

describe("the guide on a phone", () => {
  it("is a list that says what is on now and for how long", async ({ visit }) => {
    const page = await visit("/schedule", PHONE);
    const now = page.locator('.day-list li[aria-current="time"]');
    await expect
      .poll(() => now.innerText(), PATIENTLY)
      .toMatch(/The Cable Show[^]*On now, \d+ min \d\d s left/);
    expect(await page.locator(".day-grid").first().isVisible()).toBe(false);
    expect(await now.locator(".now-line").count()).toBe(1);
  });

  it("names the pieces of a block beneath it, and says what is a repeat", async ({ visit, station }) => {
    const shorts = programme("shorts", 20, 60, { title: "Short Films", kind: "block" });
    const pieces = [{ title: "The Ant", start: shorts.start, end: shorts.end }];
    const again = programme("talk-again-8", 90, 30, { title: "A Talk", repeatOf: "talk" });
    station.entries = [{ ...shorts, pieces }, again];
    const page = await visit("/schedule", PHONE);
    const list = page.locator(".day-list").first();
    await expect.poll(() => list.getByText("The Ant").isVisible(), PATIENTLY).toBe(true);
    await expect.poll(() => list.getByText("Repeat, 30 min").isVisible(), PATIENTLY).toBe(true);
  });

  it("shows the chosen day of a week that is wider than the screen", async ({ visit }) => {
    const page = await visit("/schedule?day=2026-12-03", PHONE);
    await page.getByRole("heading", { name: "Thursday 3 December" }).waitFor();
    const chosen = page.locator('.days [aria-current="date"]');
    await expect
      .poll(async () => {
        const box = await chosen.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= 390;
      }, PATIENTLY)
      .toBe(true);
  });
});

describe("days and zones", () => {
  it("goes to yesterday and to tomorrow, and back with the browser's own key", async ({ visit }) => {
    const page = await visit("/schedule");
    await expect.poll(() => page.locator(".days a").allInnerTexts(), PATIENTLY).toHaveLength(8);
    const days = page.getByRole("navigation", { name: "Days" });
    await days.getByRole("link", { name: /26 Nov/ }).click();
    await expect.poll(() => nameOfDay(page), PATIENTLY).toBe("Thursday 26 November");
    await page.locator(".day-grid").getByText("Yesterday's Film").first().waitFor();
    await days.getByRole("link", { name: /28 Nov/ }).click();
    await expect.poll(() => nameOfDay(page), PATIENTLY).toBe("Saturday 28 November");
    await page.locator(".day-grid").getByText("Saturday Breakfast").first().waitFor();
    await page.goBack();
    await expect.poll(() => nameOfDay(page), PATIENTLY).toBe("Thursday 26 November");
    await days.getByRole("link", { name: /Today/ }).click();
    await expect.poll(() => nameOfDay(page), PATIENTLY).toBe("Today");
  });

  it("has tomorrow beneath today", async ({ visit }) => {
    const page = await visit("/schedule");
    const tomorrow = page.getByRole("region", { name: "Tomorrow" });
    await tomorrow.locator(".day-grid").getByText("Saturday Breakfast").first().waitFor();
  });

  it("says that a day has nothing announced", async ({ visit }) => {
    const page = await visit("/schedule?day=2026-12-02");
    await page.getByText("Nothing is announced for this day yet.").waitFor();
  });

  it("changes its times with the zone, and remembers the zone", async ({ visit }) => {
    const page = await visit("/schedule");
    const now = page.locator('.day-grid a[aria-current="time"] time').first();
    await expect.poll(() => now.innerText(), PATIENTLY).toBe("19:00");
    await page.getByLabel(/Station time/).check({ force: true });
    await expect.poll(() => now.innerText(), PATIENTLY).toBe("20:00");
    await page.reload();
    await expect.poll(() => now.innerText(), PATIENTLY).toBe("20:00");
    expect(await page.getByLabel(/Station time/).isChecked()).toBe(true);
    await expect.poll(() => page.locator(".site-clock").innerText(), PATIENTLY).toMatch(/^20:\d\d/);
  });

  it("offers no zone where there is but one", async ({ visit }) => {
    const page = await visit("/schedule", { timezoneId: "UTC" });
    await page.getByLabel(/Station time/).waitFor({ state: "attached" });
    expect(await page.locator(".zones label").count()).toBe(2);
  });

  it("says that the guide does not answer, and shows it when it does", async ({ visit, station }) => {
    station.isAway = true;
    const page = await visit("/schedule", { mayFail: true });
    await page.getByText("The guide does not answer just now.").first().waitFor();
    station.isAway = false;
    await lookBack(page);
    await page.locator(".day-grid").getByText("The Cable Show").first().waitFor();
  });
});

describe("the schedule elsewhere", () => {
  it("can be subscribed to in a calendar, shown on a television and read by programs", async ({
    visit,
    station,
  }) => {
    const page = await visit("/");
    await page.getByRole("link", { name: "Calendar, TV and apps" }).click();
    const place = page.getByRole("region", { name: "Take it with you" });
    await place.waitFor();
    await expect
      .poll(async () => (await place.boundingBox())?.y ?? 10_000, PATIENTLY)
      .toBeLessThan(page.viewportSize()?.height ?? 0);
    const host = new URL(station.url).host;
    const calendar = place.getByRole("link", { name: "Subscribe" });
    expect(await calendar.getAttribute("href")).toBe(`webcal://${host}/epg/main.ics`);
    const addresses = await place.locator(".address code").allInnerTexts();
    expect(addresses).toEqual(
      ["/epg/main.ics", "/epg/main.m3u", "/epg/main.xml", "/live/main/index.m3u8"].map(
        (path) => station.url + path,
      ),
    );
    await place.getByRole("button", { name: "Copy the address of the channel list" }).click();
    await place.getByRole("button", { name: "Copied the address of the channel list" }).waitFor();
    expect(await place.getByRole("link", { name: "Read the API" }).getAttribute("href")).toBe("/api/v1/docs");
  });
});
