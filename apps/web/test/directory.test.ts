import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";

const WIDTHS = [390, 1280, 1920] as const;

describe("people and shows", () => {
  it("a person has a photo, words, and what they are in, which leads to its page", async ({ visit }) => {
    const page = await visit("/people/ada-byron");
    await page.getByRole("heading", { name: "Ada Byron" }).waitFor();
    await expect
      .poll(() => page.locator("img.face").evaluate((img: HTMLImageElement) => img.naturalWidth), PATIENTLY)
      .toBe(640);
    expect(await page.title()).toBe("Ada Byron · Nonstop");
    expect(await page.locator(".words").innerText()).toContain("Knows long answers.");
    await page.getByRole("region", { name: "Coming" }).getByRole("link", { name: "The Cable Show" }).click();
    await expect.poll(() => new URL(page.url()).pathname, PATIENTLY).toBe("/schedule/show");
  });

  it("a show says how often it comes; one that nobody knows is not found", async ({ visit }) => {
    const page = await visit("/shows/cable-show");
    await page.getByText("Every Tuesday and Thursday at 20:00").waitFor();
    await page.getByRole("link", { name: /The Cable Show/ }).waitFor();
    const other = await visit("/shows/never", { mayFail: true });
    await other.getByText("This show is not in the guide.").waitFor();
  });

  it("are found by the beginnings of words, from the keyboard alone", async ({ visit }) => {
    const page = await visit("/search");
    await page.getByRole("searchbox").fill("gomez");
    await page.keyboard.press("Enter");
    await page.getByText("1 found.").waitFor();
    await page.getByRole("link", { name: /María José/ }).click();
    await page.getByText("Nothing is planned just now.").waitFor();
  });

  it.for([
    ["/people", ".person-cards img"],
    ["/people/maria", ".airing-list"],
    ["/shows", ".show-cards img"],
    ["/shows/cable-show", ".airing-list a"],
    ["/search?q=cable", ".airing-list a"],
  ] as const)("%s is never wider than its window", async ([path, whole], { visit }) => {
    const page = await visit(path);
    await page.locator(whole).first().waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wider = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(wider, PATIENTLY).toBe(0);
    }
  });
});
