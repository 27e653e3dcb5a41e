import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";

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
});
