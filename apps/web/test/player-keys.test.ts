import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";

const playing = (page: Page): Promise<void> => page.locator('.picture[data-state="playing"]').waitFor();
const isMuted = (page: Page): Promise<boolean | undefined> =>
  page.evaluate(() => document.querySelector("video")?.muted);

describe("sound and keys", () => {
  it("is silent at first, and remembers who turned the sound on", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    expect(await isMuted(page)).toBe(true);
    await page.getByRole("button", { name: "Turn the sound on" }).click();
    await expect.poll(() => isMuted(page), PATIENTLY).toBe(false);
    await page.getByRole("button", { name: "Turn the sound on" }).waitFor({ state: "detached" });
    await page.reload();
    await playing(page);
    expect(await isMuted(page)).toBe(false);
  });

  it("m turns the sound on and off", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    await page.keyboard.press("m");
    await expect.poll(() => isMuted(page), PATIENTLY).toBe(false);
    await page.keyboard.press("m");
    await expect.poll(() => isMuted(page), PATIENTLY).toBe(true);
  });

  it("space and k stop the picture and let it go on, at the live edge", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    await page.keyboard.press("Space");
    await page.locator('.picture[data-state="paused"]').waitFor();
    await page.getByText("Paused.").waitFor();
    await page.keyboard.press("k");
    await playing(page);
    await page.getByText("On air, live").waitFor();
  });

  it("left goes back ten seconds and says how far; l goes back to live, and so does the button", async ({
    visit,
  }) => {
    const page = await visit("/");
    await playing(page);
    await page.keyboard.press("ArrowLeft");
    await page.getByText("Behind live").waitFor();
    expect(await page.locator(".figure").innerText()).toMatch(/^by 1\d s$/);
    await page.keyboard.press("l");
    await page.getByText("On air, live").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.locator(".status").getByRole("button", { name: "Go to live" }).click();
    await page.getByText("On air, live").waitFor();
  });

  it("f fills the screen with the picture and gives it back", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    const filling = (): Promise<string | undefined> =>
      page.evaluate(() => document.fullscreenElement?.localName);
    await page.keyboard.press("f");
    await expect.poll(filling, PATIENTLY).toBe("media-controller");
    await page.keyboard.press("f");
    await expect.poll(filling, PATIENTLY).toBeUndefined();
  });

  it("offers captions when the channel has some, and not before", async ({ visit }) => {
    const page = await visit("/");
    await playing(page);
    expect(await page.locator("media-captions-menu-button").count()).toBe(0);
    await page.evaluate(() => document.querySelector("video")?.addTextTrack("captions", "English", "en"));
    await page.locator("media-captions-menu-button").click();
    await page.locator("media-captions-menu").getByText("English").waitFor();
  });
});
