import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, lookBack, PATIENTLY } from "./on-page.ts";
import { programme } from "./station/programmes.ts";

const title = (page: Page): Locator => page.locator(".on-now h1");
const picture = (page: Page): Locator => page.locator("section.picture");
const playing = (page: Page): Promise<void> => page.locator('.picture[data-state="playing"]').waitFor();
const played = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);

describe("watching", () => {
  it("shows a moving picture without a click, and says that it is live", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    const from = await played(page);
    await expect.poll(() => played(page), PATIENTLY).toBeGreaterThan(from + 1);
    await page.getByText("On air, live").waitFor();
    expect(await picture(page).getAttribute("data-live")).toBe("true");
    expect(await page.evaluate(() => document.querySelector("video")?.videoWidth)).toBe(640);
    expect(await page.locator(".ident").isVisible()).toBe(false);
  });

  it("jumps back to the live edge after a stall, and does not hurry there for a minute", async ({
    visit,
    station,
  }) => {
    const page = await visit("/", { mayFail: true });
    await page.getByText("On air, live").waitFor();
    const latency = async (): Promise<number> => Number(await picture(page).getAttribute("data-latency"));
    await expect.poll(latency, PATIENTLY).toBeLessThan(5);
    await page.evaluate(() => {
      const video = document.querySelector("video");
      video?.addEventListener("seeking", () => (video.dataset["jumped"] = "yes"));
    });
    let release = (): void => undefined;
    station.mediaHeld = new Promise((resolve) => (release = resolve));
    await page.locator('.picture[data-state="recovering"]').waitFor();
    await expect.poll(latency, PATIENTLY).toBeGreaterThan(8);
    station.mediaHeld = undefined;
    release();
    await playing(page);
    await expect.poll(latency, PATIENTLY).toBeLessThan(5);
    expect(await page.locator("video").getAttribute("data-jumped")).toBe("yes");
  });

  it("says what is on, with whom, for how long, and what comes then", async ({ visit }) => {
    const page = await visit("/");
    await page.getByText("The Cable Show").first().waitFor();
    expect(await page.locator(".on-now .people").innerText()).toBe("Ada Byron and Grace Hopper");
    expect(await page.locator(".time-left").innerText()).toMatch(/^(49|50) min \d\d s left$/);
    expect(await page.locator(".next").innerText()).toBe("Next, 20:00: Three Minutes of Weather");
    expect(await page.locator(".about").innerText()).toBe("What is new under the sea.");
    expect(await page.title()).toBe("The Cable Show · Nonstop");
  });

  it("changes its words when the programme changes, with the picture", async ({ visit, station }) => {
    const page = await visit("/");
    await playing(page);
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("The Cable Show");
    const change = Math.ceil(station.nowMs() / 1000) + 1;
    station.entries = [
      programme("show", -10, 60, { title: "The Cable Show", kind: "live", end: change }),
      programme("news", 0, 60, { title: "The News", kind: "live", start: change }),
      programme("talk", 60, 60, { title: "Late Talk" }),
    ];
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("The News");
    const latency = Number(await picture(page).getAttribute("data-latency"));
    expect(station.nowMs() / 1000 - latency).toBeGreaterThan(change - 1);
    expect(await page.title()).toBe("The News · Nonstop");
  });

  it("says that the guest was lost when the picture shows it, and nothing of the kind once they are back", async ({
    visit,
    station,
  }) => {
    const page = await visit("/");
    await page.getByText("On air, live").waitFor();
    const lostFrom = Math.ceil(station.nowMs() / 1000);
    station.standsIn = {
      from: lostFrom,
      standIn: { kind: "asset", reason: "room-stalled", planned: "live" },
    };
    await page.getByText("We lost the guest. Back in a moment.").waitFor();
    const latency = Number(await picture(page).getAttribute("data-latency"));
    expect(station.nowMs() / 1000 - latency).toBeGreaterThan(lostFrom - 1);
    station.standsIn = undefined;
    await page.getByText("On air, live").waitFor();
  });

  it("goes by what was put on air by hand, and promises no end of it", async ({ visit, station }) => {
    station.takenOver = { kind: "recording", title: "A Film of the Sea" };
    const page = await visit("/");
    await playing(page);
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("A Film of the Sea");
    await page.locator(".on-now .words").getByText("On air", { exact: true }).waitFor();
    expect(await page.locator(".time-left").count()).toBe(0);
    expect(await page.locator(".next").count()).toBe(0);
    station.takenOver = { kind: "slate", title: "Back soon" };
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("Back in a moment");
    station.takenOver = undefined;
    await page.getByText("On air, live").waitFor();
    expect(await title(page).innerText()).toBe("The Cable Show");
  });

  it("names the filler that comes next", async ({ visit, station }) => {
    station.entries = [programme("show", -10, 60, { title: "The Cable Show", kind: "live" })];
    const page = await visit("/");
    await expect.poll(() => page.locator(".next").innerText(), PATIENTLY).toBe("Next, 20:00: Waves");
  });

  it("says that the station does not answer, and plays as soon as it does", async ({ visit, station }) => {
    station.isAway = true;
    const page = await visit("/", { mayFail: true });
    await page.locator(".status").waitFor();
    await lookBack(page);
    await page.getByText("The station does not answer.", { exact: true }).waitFor();
    expect(await title(page).innerText()).toBe("Nothing heard from the station");
    station.isAway = false;
    await lookBack(page);
    await playing(page);
    await page.getByText("On air, live").waitFor();
  });

  it("says that the browser is offline, and goes on when it is no more", async ({ visit }) => {
    const page = await visit("/", { mayFail: true });
    await playing(page);
    await page.context().setOffline(true);
    await page.getByText("You are offline. We go on without you.").waitFor();
    await page.context().setOffline(false);
    await page.getByText("On air, live").waitFor();
  });

  it("keeps the words of a picture that stands still, though the clock leaves its programme", async ({
    visit,
    station,
  }) => {
    const page = await visit("/", { mayFail: true });
    await page.getByText("On air, live").waitFor();
    const end = Math.ceil(station.nowMs() / 1000) + 15;
    station.entries = [programme("show", -10, 60, { title: "The Cable Show", kind: "live", end })];
    await page
      .locator(".time-left")
      .getByText(/^1?[0-9] s left$/)
      .waitFor();
    await page.context().setOffline(true);
    await page.locator('.picture[data-state="recovering"]').waitFor();
    await expect.poll(() => station.nowMs() / 1000, PATIENTLY).toBeGreaterThan(end + 2);
    expect(await title(page).innerText()).toBe("The Cable Show");
    await page.context().setOffline(false);
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("Waves");
  });
});

describe("the evening", () => {
  it("begins at what is on, scrolls sideways on a phone, and leads to a programme and back", async ({
    visit,
  }) => {
    const page = await visit("/", { viewport: { width: 390, height: 800 } });
    const strip = page.locator(".evening ol");
    await strip.waitFor();
    const now = strip.locator('[aria-current="time"]');
    expect(await now.innerText()).toContain("The Cable Show");
    const room = await strip.evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(room).toBeGreaterThan(300);
    const film = strip.getByRole("link", { name: "A Film of the Sea" });
    await film.scrollIntoViewIfNeeded();
    await film.click();
    await page.waitForURL("**/schedule/film");
    await page.getByRole("heading", { name: "A Film of the Sea" }).waitFor();
    await page.goBack();
    await playing(page);
  });

  it("can be reached by keys alone", async ({ visit }) => {
    const page = await visit("/");
    await page.locator(".evening a").first().waitFor();
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.closest(".evening a")?.textContent ?? "");
    for (let presses = 0; presses < 30 && (await focused()) === ""; presses++)
      await page.keyboard.press("Tab");
    expect(await focused()).not.toBe("");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/schedule/*");
  });

  it("says so when nothing is announced", async ({ visit, station }) => {
    station.entries = [];
    const page = await visit("/");
    await page.getByText("Nothing is announced yet. The channel goes on all the same.").waitFor();
    await expect.poll(() => title(page).innerText(), PATIENTLY).toBe("Waves");
  });
});
