import { describe } from "vitest";
import { it } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";

describe("the library page", () => {
  it("is a page of the control room, reached from the desk and by its address", async ({ visit }) => {
    const page = await visit(`/control-room/#token=${PRODUCER_TOKEN}`);
    const pages = page.getByRole("navigation", { name: "Pages of the control room" });
    await pages.getByRole("link", { name: "Library" }).click();
    await page.getByRole("list", { name: "Pieces" }).getByText("A Film of the Sea").waitFor();
    await page.reload();
    await page.getByRole("list", { name: "Pieces" }).getByText("A Film of the Sea").waitFor();
    await page.goBack();
    await page.locator('.desk[data-stale="false"]').waitFor();
  });
});
