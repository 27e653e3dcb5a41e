import { describe, expect } from "vitest";
import { it } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";

describe("the news page", () => {
  it("tells what was put right and who is told, and sends a test", async ({ visit }) => {
    const page = await visit(`/control-room/news/#token=${PRODUCER_TOKEN}`);
    await page.getByRole("list", { name: "What was put right" }).getByText("The Late Show").waitFor();
    await page.getByText("never", { exact: true }).waitFor();
    const told = page.getByRole("list", { name: "Who is told" });
    expect(await told.getByText("site").locator("xpath=ancestor::li").textContent()).toContain(
      "It answers 503.",
    );
    await told.getByRole("button", { name: "Send a test" }).first().click();
    await told.getByText("A test is on its way.").waitFor();
    await told.getByText("1 on their way.").waitFor();
  });

  it("stands on a phone as it does on a desk", async ({ visit }) => {
    const page = await visit(`/control-room/news/#token=${PRODUCER_TOKEN}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("list", { name: "Who is told" }).getByText("site").waitFor();
  });

  it("says the station's time to whoever is in another zone, for warnings tell it", async ({ visit }) => {
    const page = await visit(`/control-room/news/#token=${PRODUCER_TOKEN}`, { timezoneId: "Asia/Tokyo" });
    await page.getByText(/^Warnings: station time, \d\d:\d\d$/).waitFor();
  });
});
