import { EVENING_SECOND } from "./station/programmes.ts";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";

const LIBRARY = `/control-room/library/#token=${PRODUCER_TOKEN}`;
const rows = (page: Page): Locator => page.getByRole("list", { name: "Pieces" }).getByRole("button");
const titles = async (page: Page): Promise<string[]> => rows(page).locator("bdi").allInnerTexts();
const open = async (page: Page, title: string): Promise<Locator> => {
  await rows(page).filter({ hasText: title }).click();
  const piece = page.getByRole("region", { name: "Piece", exact: true });
  await piece.getByRole("heading", { name: title }).waitFor();
  return piece;
};

describe("the library page", () => {
  it("is a page of the control room, reached from the desk and by its address", async ({ visit }) => {
    const page = await visit(`/control-room/#token=${PRODUCER_TOKEN}`);
    const pages = page.getByRole("navigation", { name: "Pages of the control room" });
    await pages.getByRole("link", { name: "Library" }).click();
    await open(page, "A Film of the Sea");
    await page.reload();
    await page.getByRole("heading", { name: "A Film of the Sea" }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.locator('.desk[data-stale="false"]').waitFor();
  });

  it("finds pieces by words, kind, tag and order", async ({ visit }) => {
    const page = await visit(LIBRARY);
    await rows(page).first().waitFor();
    await page.getByRole("searchbox", { name: "Search the library" }).fill("sea lima");
    await expect.poll(() => titles(page), PATIENTLY).toEqual(["A Film of the Sea"]);
    await page.getByRole("searchbox", { name: "Search the library" }).fill("");
    await page.getByRole("button", { name: "Aired here", exact: true }).click();
    await expect.poll(async () => (await titles(page)).length, PATIENTLY).toBe(1);
    await page.getByText("May not air now").last().waitFor();
    await page.getByRole("button", { name: "All", exact: true }).click();
    await page.getByRole("group", { name: "Tag" }).getByRole("button", { name: "sea" }).click();
    await page.getByLabel("Order").selectOption("Longest first");
    await expect.poll(() => titles(page), PATIENTLY).toEqual(["A Film of the Sea", "Waves"]);
  });

  it("corrects what is known of a piece, and sends what was changed alone", async ({ visit, station }) => {
    const page = await visit(LIBRARY);
    const piece = await open(page, "A Film of the Sea");
    await piece.getByLabel("Title", { exact: true }).fill("The Sea");
    await piece.getByLabel("Tags").fill("sea, night");
    await piece.getByLabel("May air from").fill("2027-03-01");
    await piece.getByLabel("Break points").fill("30:00, 1:00:00");
    await piece.getByRole("button", { name: "Save" }).click();
    await piece.getByText("Saved.").waitFor();
    await piece.getByLabel("Favourite: on the public shelf").check();
    const known = () => station.desk.library.pieces.find(({ asset }) => asset === "sea-film");
    await expect
      .poll(known, PATIENTLY)
      .toMatchObject({ title: "The Sea", tags: ["sea", "night"], breaks: [1800, 3600], favourite: true });
    expect(known()?.rightsFrom).toBe(Date.parse("2027-03-01T00:00:00Z") / 1000);
    expect(known()?.people).toEqual(["Ana Lima"]);
  });

  it("says where a piece is used, and deletes only what is not", async ({ visit, station }) => {
    const page = await visit(LIBRARY);
    const used = await open(page, "A Film of the Sea");
    const use = used.getByRole("link", { name: /Planned: Late Film/ });
    expect(await use.getAttribute("href")).toBe("/schedule/late-film");
    expect(await used.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
    const free = await open(page, "Waves");
    await free.getByRole("button", { name: "Delete" }).click();
    await free.getByRole("button", { name: "Press again to delete it for good" }).click();
    await expect.poll(() => titles(page), PATIENTLY).not.toContain("Waves");
    expect(station.desk.library.pieces.map(({ asset }) => asset)).not.toContain("waves");
  });

  it("plays a piece: a frame becomes its picture, and what is between in and out a piece", async ({
    visit,
    station,
  }) => {
    const page = await visit(LIBRARY);
    const piece = await open(page, "Waves");
    await page.locator('.piece-player[data-state="ready"]').waitFor();
    await piece.getByRole("button", { name: "Use this frame as its picture" }).click();
    await piece.getByText("This frame is its picture now.").waitFor();
    const [frame] = station.desk.library.posters.values();
    expect([frame?.at(0), frame?.at(1)]).toEqual([0xff, 0xd8]);
    const seek = (second: number): Promise<void> =>
      piece.locator("video").evaluate((video, at) => {
        if (video instanceof HTMLVideoElement) video.currentTime = at;
      }, second);
    await seek(5);
    await page.keyboard.press("i");
    await seek(14);
    await page.keyboard.press("o");
    await piece.getByLabel("Title of the segment").fill("The best wave");
    // Whoever types marks nothing.
    await piece.getByLabel("Title of the segment").press("i");
    await piece.getByLabel("Favourite", { exact: true }).check();
    await piece.getByRole("button", { name: "Make a segment of 00:10" }).click();
    await piece.getByText("The best wavei is in the library.").waitFor();
    expect(station.desk.library.spans).toMatchObject([
      {
        of: { kind: "piece", asset: "waves" },
        markIn: 5,
        markOut: 15,
        title: "The best wavei",
        favourite: true,
      },
    ]);
    await expect.poll(() => titles(page), PATIENTLY).toContain("The best wavei");
  });
});

describe("an upload", () => {
  it("goes on when the line was lost, and says in words what is no film", async ({ visit, station }) => {
    const page = await visit(LIBRARY, { mayFail: true });
    await rows(page).first().waitFor();
    station.desk.library.breaksLine = true;
    const film = { name: "night-sea.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(50_000, 7) };
    const notes = { name: "notes.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(10) };
    await page.getByLabel("Upload films").setInputFiles([film, notes]);
    await page.getByText("This is no film. Send MP4, MOV, MKV, WebM, TS or MXF.").waitFor();
    await page.getByText("Uploaded. The station takes it from here, 100 %").waitFor();
    expect(station.desk.library.uploaded).toEqual({ bytes: 50_000, arrived: 50_000 });
    expect(station.desk.library.breaksLine).toBe(false);
  });
});

describe("the programme monitor", () => {
  it("marks what airs: a span of the channel's past", async ({ visit, station }) => {
    const page = await visit(`/control-room/#token=${PRODUCER_TOKEN}`);
    const panel = page.getByRole("form", { name: "Segment" });
    await expect.poll(() => panel.getByLabel("Begins at").textContent(), PATIENTLY).toBe("--:--");
    await expect
      .poll(async () => {
        await page.keyboard.press("i");
        return panel.getByLabel("Begins at").textContent();
      }, PATIENTLY)
      .not.toBe("--:--");
    await page.keyboard.press("o");
    await panel.getByRole("button", { name: /Make a segment of/ }).click();
    await panel.getByText(/is in the library/).waitFor();
    const [span] = station.desk.library.spans;
    expect(span?.of).toEqual({ kind: "channel", channel: "main" });
    expect(Math.abs((span?.markIn ?? 0) - EVENING_SECOND)).toBeLessThan(120);
  });
});
