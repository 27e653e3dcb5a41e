import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { programme } from "./station/programmes.ts";
import { it, lookBack, PATIENTLY } from "./on-page.ts";

const times = (page: Page): Promise<string[]> => page.locator(".times > div").allInnerTexts();

describe("a programme", () => {
  it("says when it comes, in the viewer's time and the station's", async ({ visit }) => {
    const page = await visit("/schedule/film");
    await page.getByRole("heading", { name: "A Film of the Sea" }).waitFor();
    await expect
      .poll(() => page.locator(".state").innerText(), PATIENTLY)
      .toMatch(/^Starts in (?:1 h|59 min)$/);
    expect(await page.getByText("in European Portuguese").isVisible()).toBe(true);
    const [yours, stations] = await times(page);
    expect(yours).toContain("Lisbon, GMT");
    expect(yours).toContain("20:10 to 21:50");
    expect(stations).toContain("Berlin, GMT+1");
    expect(stations).toContain("21:10 to 22:50");
    expect(await page.title()).toBe("A Film of the Sea · Nonstop");
  });

  it("names one time where both are the same", async ({ visit }) => {
    const page = await visit("/schedule/film", { timezoneId: "Europe/Berlin" });
    await page.locator(".times").waitFor();
    await expect.poll(async () => (await times(page)).length, PATIENTLY).toBe(1);
  });

  it("gives a calendar file that says when", async ({ visit }) => {
    const page = await visit("/schedule/film");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Add to calendar" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("film.ics");
    const calendar = await text(await file.createReadStream());
    expect(calendar).toContain("SUMMARY:A Film of the Sea");
    expect(calendar).toContain("DTSTART:20261127T201000Z");
  });

  it("leads to the channel while it is on", async ({ visit }) => {
    const page = await visit("/schedule/show");
    await expect.poll(() => page.locator(".state").innerText(), PATIENTLY).toMatch(/^On now, \d+ min/);
    expect(await page.locator(".faces").innerText()).toMatch(/Ada Byron\s+host/);
    await page.getByRole("link", { name: "Watch now" }).click();
    await page.locator(".on-now").waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  it("lists its other airings, each with an address of its own", async ({ visit, station }) => {
    const again = programme("film-2", 25 * 60, 100, { title: "A Film of the Sea" });
    station.entries = [...station.entries, again];
    const page = await visit("/schedule/film");
    const airings = page.getByRole("region", { name: "All airings" }).getByRole("link");
    await expect.poll(() => airings.count(), PATIENTLY).toBe(2);
    await airings.nth(1).click();
    await expect.poll(() => new URL(page.url()).pathname, PATIENTLY).toBe("/schedule/film-2");
    expect(await airings.nth(1).getAttribute("aria-current")).toBe("page");
  });

  it("names the pieces of a block, and which of its airings are repeats", async ({ visit, station }) => {
    const shorts = programme("shorts", 60, 60, { title: "Short Films", kind: "block" });
    const pieces = ["The Ant", "The Bee"].map((title, n) => ({
      title,
      start: shorts.start + n * 1200,
      end: shorts.start + (n + 1) * 1200,
    }));
    const again = programme("shorts-again-8", 9 * 60, 60, {
      title: "Short Films",
      kind: "block",
      repeatOf: "shorts",
    });
    station.entries = [{ ...shorts, pieces }, again];
    const page = await visit("/schedule/shorts");
    const listed = page.getByRole("region", { name: "What is in it" }).getByRole("listitem");
    await expect.poll(() => listed.allInnerTexts(), PATIENTLY).toEqual(["20:10\nThe Ant", "20:30\nThe Bee"]);
    const airings = page.getByRole("region", { name: "All airings" }).getByRole("link");
    await expect
      .poll(() => airings.allInnerTexts(), PATIENTLY)
      .toEqual([expect.not.stringContaining("repeat"), expect.stringContaining("repeat")]);
    await airings.nth(1).click();
    await page.getByText(/^Repeat, /).waitFor();
  });

  it("plays again once it has aired, from its beginning", async ({ visit }) => {
    const page = await visit("/schedule/seen");
    await page.getByRole("button", { name: "Watch it again" }).click();
    await page.locator('.replay[data-state="ready"]').waitFor();
    const video = (): Promise<number[]> =>
      page.evaluate(() => {
        const element = document.querySelector("video");
        return [element?.currentTime ?? 0, element?.duration ?? 0];
      });
    await expect.poll(async () => (await video())[0], PATIENTLY).toBeGreaterThan(0.5);
    const [at = 0, duration = 0] = await video();
    expect(at).toBeLessThan(30);
    expect(Math.round(duration)).toBe(60);
  });

  it("plays on behind a segment that is lost", async ({ visit }) => {
    const page = await visit("/schedule/seen");
    await page.getByRole("button", { name: "Watch it again" }).click();
    await page.locator('.replay[data-state="ready"]').waitFor();
    const at = (second?: number): Promise<number> =>
      page.evaluate((to) => {
        const video = document.querySelector("video");
        if (video !== null && to !== undefined) video.currentTime = to;
        return video?.currentTime ?? 0;
      }, second);
    await expect.poll(() => at(), PATIENTLY).toBeGreaterThan(0.2);
    // Its fourth segment is missing: seconds 12 to 16.
    await at(11);
    await expect.poll(() => at(), PATIENTLY).toBeGreaterThan(16.5);
    expect(await at()).toBeLessThan(30);
  });

  it("says when there is no recording of it", async ({ visit }) => {
    const page = await visit("/schedule/yesterdays-film", { mayFail: true });
    await page.getByRole("button", { name: "Watch it again" }).click();
    await page.getByText("There is no recording of this programme.").waitFor();
  });

  it("is said not to be in the guide when it is not, with a way back to the channel", async ({ visit }) => {
    const page = await visit("/schedule/never-was", { mayFail: true });
    await page.getByRole("heading", { name: "This programme is not in the guide." }).waitFor();
    await page.getByRole("link", { name: "Watch now" }).click();
    await page.locator(".on-now").waitFor();
  });

  it("comes as soon as the guide answers again", async ({ visit, station }) => {
    station.isAway = true;
    const page = await visit("/schedule/film", { mayFail: true });
    await page.getByRole("heading", { name: "The guide does not answer just now." }).waitFor();
    station.isAway = false;
    await lookBack(page);
    await page.getByRole("heading", { name: "A Film of the Sea" }).waitFor();
  });
});

describe("no page", () => {
  it("says so, and that the channel is on air", async ({ visit }) => {
    const page = await visit("/nowhere", { mayFail: true });
    await page.getByRole("heading", { name: "There is no such page." }).waitFor();
    expect(await page.title()).toBe("There is no such page · Nonstop");
  });
});
