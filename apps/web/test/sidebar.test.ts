import { secondOf } from "@nonstop/contract/time";
import type { SidebarState } from "@nonstop/contract/sidebar";
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";
import { type Editor, openEditor } from "./station/editor.ts";
import type { FakeStation } from "./station/fake-station.ts";

let editor: Editor | undefined;
afterEach(() => editor?.close());

/** Opens the event in the editor, whose page frames the station's. */
async function beside(
  station: FakeStation,
  visit: (path: string, visit?: object) => Promise<Page>,
): Promise<{ page: Page; app: FrameLocator; editor: Editor }> {
  const opened = await openEditor(station.url);
  editor = opened;
  station.framedBy = [new URL(opened.url).origin];
  const page = await visit(opened.url, {
    viewport: { width: 700, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    // The editor's own typeface is not served here.
    mayFail: true,
  });
  return { page, app: page.frameLocator("iframe[data-app]"), editor: opened };
}

/** Has the page look at once, and not at its next turn. */
async function lookAgain(app: FrameLocator): Promise<void> {
  await app.locator("main").evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

const INVITES = [
  "To: Ana <ana@example.com>\nSubject: Tea at five\n\nDear Ana, come in.",
  "To: Bob\nSubject: Tea at five\n\nDear Bob, come in.",
].join(`\n${"-".repeat(60)}\n\n`);

function ready(nowMs: number): Omit<SidebarState, "nowMs"> {
  const start = secondOf(nowMs) + 180;
  return {
    event: {
      entry: "tea",
      title: "Tea at five",
      revision: 1,
      state: "ready",
      start,
      end: start + 3600,
      room: "e-tea",
      warnings: [
        {
          code: "producer-left-out",
          message: "Tea: una@x.test cannot run its meeting.",
          cure: "Give her a licence.",
        },
      ],
    },
    forGuests: { joinUrl: "https://zoom.example/j/123", passcode: "abc", guestInvites: INVITES },
    guests: [{ person: "ana", name: "Ana", link: "https://station.test/guest/token" }],
    seen: { state: "nobody", picture: "none", sound: "none" },
    isOnAir: false,
    deeds: ["open-rehearsal", "show-host-key", "new-guest-links"],
  };
}

describe("beside an entry", () => {
  it("stands what the station knows, signed for whoever works there, with all that is copied", async ({
    visit,
    station,
  }) => {
    const { page, app, editor: contentful } = await beside(station, visit);
    await app.getByRole("heading", { name: "Not published" }).waitFor();
    // What is published is seen at once: nobody waits for the next look.
    station.sidebar.state = ready(station.nowMs());
    contentful.publish();
    await app.getByRole("heading", { name: "Ready" }).waitFor();
    expect([...station.sidebar.users]).toEqual(["editor"]);
    await app.getByText("Starts in 3 min.").waitFor();
    await app.getByRole("list", { name: "What you should know" }).getByText("Give her a licence.").waitFor();
    await app.getByText("Nobody is in the meeting.").waitFor();
    const copied = async (what: string, label = "Copy"): Promise<string> => {
      await app.getByRole("button", { name: `${label} ${what}` }).click();
      await app.getByRole("button", { name: `Copied ${what}` }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied("join link")).toBe("https://zoom.example/j/123");
    expect(await copied("invite for Bob")).toBe("To: Bob\nSubject: Tea at five\n\nDear Bob, come in.");
    expect(await copied("of Ana", "Copy link")).toBe("https://station.test/guest/token");
    // The frame is as high as what stands in it.
    await expect
      .poll(() => page.locator("iframe[data-app]").evaluate((frame) => frame.clientHeight), PATIENTLY)
      .toBeGreaterThan(400);
  });

  it("is acted from by keyboard, asks before it takes links away, and tells what became of it", async ({
    visit,
    station,
  }) => {
    station.sidebar.state = ready(station.nowMs());
    const { page, app } = await beside(station, visit);
    await app.getByRole("button", { name: "Open for a rehearsal" }).focus();
    await page.keyboard.press("Enter");
    await app.getByRole("status").getByText("open for 20 minutes").waitFor();
    await app.getByRole("button", { name: "New guest links" }).click();
    await app.getByText("will stop working").waitFor();
    await app.getByRole("button", { name: "No", exact: true }).click();
    await app.getByRole("button", { name: "Show host key" }).click();
    await app.getByText("299484").waitFor();
    await app.getByRole("button", { name: "New guest links" }).click();
    await app.getByRole("button", { name: "Yes: new guest links" }).click();
    await app.getByRole("status").getByText("open nothing any more").waitFor();
    station.sidebar.state = {
      ...ready(station.nowMs()),
      deeds: ["change-layout"],
      isOnAir: true,
      seen: { state: "received", picture: "good", sound: "good", peakDbfs: -12 },
    };
    await lookAgain(app);
    await app
      .getByRole("group", { name: "Who fills the picture" })
      .getByRole("button", { name: "Everybody" })
      .click();
    await app.getByRole("status").getByText("side by side").waitFor();
    await app.getByText("On air").waitFor();
    await app.getByText("Seen and heard.").waitFor();
    await app.getByRole("img", { name: "-12 dBFS" }).waitFor();
    expect(station.sidebar.done).toEqual([
      { deed: "open-rehearsal" },
      { deed: "show-host-key" },
      { deed: "new-guest-links" },
      { deed: "change-layout", layout: "gallery" },
    ]);
  });

  it("says that what it shows is old while the station is away, and shows nothing outside Contentful", async ({
    visit,
    station,
  }) => {
    station.sidebar.state = ready(station.nowMs());
    const { app } = await beside(station, visit);
    await app.getByRole("heading", { name: "Ready" }).waitFor();
    station.sidebar.isDown = true;
    await lookAgain(app);
    await app.getByRole("alert").getByText("The station is away. What stands here is of just now.").waitFor();
    const page = await visit("/contentful/sidebar/");
    await page.getByText("This page stands beside an event in Contentful.").waitFor();
  });
});
