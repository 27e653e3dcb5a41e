import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";

const SMALL = { viewport: { width: 480, height: 270 } };

describe("the player alone", () => {
  it("plays the channel, fills its frame, and leads to the station", async ({ visit }) => {
    const page = await visit("/embed/", SMALL);
    await page.locator('.picture[data-state="playing"]').waitFor();
    const picture = await page.locator("media-controller").boundingBox();
    expect(picture).toEqual({ x: 0, y: 0, width: 480, height: 270 });
    const link = page.getByRole("link", { name: "nonstop" });
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(await link.isVisible()).toBe(true);
  });

  it("plays an airing again", async ({ visit }) => {
    const page = await visit("/embed/seen", SMALL);
    const replay = page.getByRole("region", { name: "Replay" });
    await expect.poll(() => replay.getAttribute("data-state"), PATIENTLY).toBe("ready");
  });
});
