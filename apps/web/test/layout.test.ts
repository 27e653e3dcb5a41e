import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";
import { CROWDED } from "./station/programmes.ts";

const WIDTHS = [390, 1280, 1920] as const;
const DOOR = `/control-room/#token=${PRODUCER_TOKEN}`;
const LIBRARY = `/control-room/library/#token=${PRODUCER_TOKEN}`;
const PIECE = `/control-room/library/?piece=cable-show#token=${PRODUCER_TOKEN}`;
const WEEK = `/control-room/rehearsal/?from=2027-03-27&tz=Europe/Lisbon#token=${PRODUCER_TOKEN}`;
const NEWS = `/control-room/news/#token=${PRODUCER_TOKEN}`;
/** Each page, with an element that is there once the page is complete. */
const PAGES = [
  ["the player", "/", ".evening ol"],
  ["the guide", "/schedule", ".zones"],
  ["a programme with an unending title", "/schedule/unending", ".faces"],
  ["a programme from right to left", "/schedule/arabic", ".faces"],
  ["the people", "/people", ".person-cards img"],
  ["a person", "/people/maria", ".airing-list"],
  ["the shows", "/shows", ".show-cards img"],
  ["a show", "/shows/cable-show", ".directory .art"],
  ["the search", "/search?q=cable", ".show-cards a"],
  ["the replays", "/replays", ".replays-page h2"],
  ["a favourite", "/replays/cable-show", ".replay-page h1"],
  ["the library", LIBRARY, ".library-row"],
  ["a piece of the library", PIECE, ".piece-form"],
  ["the rehearsal", WEEK, ".findings li"],
  ["the news of the control room", NEWS, ".subscribers li"],
  ["the control room", DOOR, '.desk[data-stale="false"] .tile'],
] as const;

const NIGHT = "rgb(11, 13, 16)";
const DAY = "rgb(246, 245, 241)";
const ground = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
/** By how many pixels a page is wider than its window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("with titles without end, five presenters and right-to-left names", () => {
  it.for(PAGES)("%s is never wider than its window", async ([, path, whole], { visit, station }) => {
    station.entries = CROWDED;
    const page = await visit(path);
    await page.locator(whole).first().waitFor({ state: "attached" });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => overflow(page), PATIENTLY).toBe(0);
    }
  });

  it("a right-to-left title reads from its own side and says its language", async ({ visit, station }) => {
    station.entries = CROWDED;
    const page = await visit("/schedule/arabic");
    const title = page.locator("h1 bdi");
    await title.waitFor();
    expect(await title.getAttribute("lang")).toBe("ar");
    expect(await title.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
    expect(await page.locator(".words").evaluate((words) => getComputedStyle(words).direction)).toBe("rtl");
  });
});

describe("light and motion", () => {
  it("is dark at night and light by day, as the viewer's system is", async ({ visit }) => {
    const page = await visit("/schedule");
    expect(await ground(page)).toBe(NIGHT);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await ground(page)).toBe(DAY);
  });

  it("the control room is dark by day too", async ({ visit }) => {
    const page = await visit("/control-room/", { colorScheme: "light" });
    await page.getByLabel("Producer token").waitFor();
    expect(await ground(page)).toBe(NIGHT);
  });

  it("nothing moves for those who want no motion", async ({ visit }) => {
    const moving = (page: Page): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter((element) => {
            const { transitionDuration, animationDuration } = getComputedStyle(element);
            return [transitionDuration, animationDuration].some((times) => /[1-9]/.test(times));
          })
          .map((element) => element.className),
      );
    const page = await visit("/schedule/film");
    await page.getByRole("link", { name: "Add to calendar" }).waitFor();
    expect(await moving(page)).not.toEqual([]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await moving(page)).toEqual([]);
  });
});
