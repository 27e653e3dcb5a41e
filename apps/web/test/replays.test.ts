import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";

describe("what can be watched again", () => {
  it("favourites stand below the player, and each has a page where it plays", async ({ visit, station }) => {
    const page = await visit("/");
    const card = page.getByRole("list", { name: "Favourites" }).getByRole("link");
    await card.click();
    await page.getByRole("heading", { level: 1, name: /^The Cable Show, the night/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/replays/cable-show");
    await page.locator('.replay[data-state="ready"]').waitFor();
    await page.getByText("Two hours of cable, and a fuse.").waitFor();
    // It is withdrawn: the next visitor sees nothing of it.
    station.desk.library.pieces = [];
    const later = await visit("/replays/cable-show", { mayFail: true });
    await later.getByText("It was taken away, or may not be shown any more.").waitFor();
    expect(await later.locator("video").count()).toBe(0);
  });

  it("everything that aired is there by month, found by words, as far back as there is", async ({
    visit,
  }) => {
    const page = await visit("/");
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Replays" }).click();
    await page.getByRole("region", { name: "Favourites" }).getByRole("link").waitFor();
    const months = page.locator(".replays-page h2");
    await expect.poll(() => months.allInnerTexts(), PATIENTLY).toEqual(["Favourites", "November 2026"]);
    await page.getByRole("button", { name: "Earlier" }).click();
    await expect
      .poll(() => months.allInnerTexts(), PATIENTLY)
      .toEqual(["Favourites", "November 2026", "October 2026"]);
    expect(await page.getByRole("button", { name: "Earlier" }).count()).toBe(0);
    await page.getByRole("searchbox", { name: "Search replays" }).fill("40 days");
    await expect.poll(() => months.allInnerTexts(), PATIENTLY).toEqual(["October 2026"]);
    const link = page.getByRole("link", { name: /The Show of 40 Days Ago/ });
    expect(await link.getAttribute("href")).toBe("/schedule/aired-40");
    await page.getByRole("searchbox", { name: "Search replays" }).fill("nothing at all");
    await page.getByText("Nothing by these words.").waitFor();
  });
});
