import { expect, describe } from "vitest";
import { it } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";

const ADDRESS = "/control-room/rehearsal/";

describe("the rehearsal page", () => {
  it("airs the coming week in thought: what would go wrong comes first, with its cure and its places", async ({
    visit,
  }) => {
    const page = await visit(`${ADDRESS}?from=2027-03-27&tz=Europe/Lisbon#token=${PRODUCER_TOKEN}`);
    await page.getByText("One thing would go wrong.").waitFor();
    const wrong = page.getByRole("region", { name: "Would go wrong" });
    const [finding] = await wrong.getByRole("listitem").all();
    await expect.poll(() => finding?.innerText()).toContain("its recording lost is not in the library");
    expect(await finding?.innerText()).toContain("Mon 29 Mar 21:00");
    expect(await wrong.getByRole("link", { name: "Entry of A Film of the Sea" }).getAttribute("href")).toBe(
      "https://contentful.test/entries/film-2",
    );
    expect(await wrong.getByRole("link", { name: "Programme A Film of the Sea" }).getAttribute("href")).toBe(
      "/schedule/film-2",
    );
    // Seven days, of which the second has 23 hours.
    await expect.poll(() => page.locator(".week-strip .day").count()).toBe(7);
    const guest = page
      .getByRole("region", { name: "What guests are told" })
      .getByRole("row", { name: /Ana Lima/ });
    expect(await guest.innerText()).toMatch(/Evening 0.*New York time.*link ready, told by mail.*good/s);
  });

  it("asks for other days, which its address then says", async ({ visit }) => {
    const page = await visit(`/control-room/#token=${PRODUCER_TOKEN}`);
    await page
      .getByRole("navigation", { name: "Pages of the control room" })
      .getByRole("link", { name: "Rehearsal" })
      .click();
    await page.getByRole("combobox", { name: "Days" }).selectOption("1");
    await page.getByLabel("From", { exact: true }).fill("2027-04-02");
    await page.getByLabel("Clock of").selectOption("Asia/Tokyo");
    await page.getByText("Nothing would go wrong.").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?from=2027-04-02&days=1&tz=Asia%2FTokyo");
    await expect.poll(() => page.locator(".week-strip .day").count()).toBe(1);
  });
});
