import { routes } from "@nonstop/contract/routes";
import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";
import { GUEST_TOKEN } from "./station/fake-guests.ts";
import { EVENING_SECOND } from "./station/programmes.ts";

const PAGE = routes.guestPage(GUEST_TOKEN);
const WIDTHS = [390, 768, 1280] as const;

describe("the page of a guest", () => {
  it("counts down in the guest's own zone and the station's, and says when to come", async ({ visit }) => {
    const page = await visit(PAGE);
    await page.getByRole("heading", { name: "Talking to Machines" }).waitFor();
    await page.getByText("Hello Ada, you are our guest in").waitFor();
    await page.getByText("With Grace Hopper").waitFor();
    expect(await page.getByRole("timer").innerText()).toMatch(/(?:1:59:\d\d|2:00:00)$/);
    const when = await page.locator(".guest-when").innerText();
    expect(when).toContain("Lisbon");
    expect(when).toContain("Berlin");
    await page.getByText("You are early.").waitFor();
    expect(await page.getByRole("link", { name: /Come in/ }).count()).toBe(0);
  });

  it("opens its door when it is time, beside itself, and follows the station: seen, heard, on air", async ({
    visit,
    station,
  }) => {
    const page = await visit(PAGE);
    await page.getByText("You are early.").waitFor();
    const { guests } = station;
    const start = EVENING_SECOND + 600;
    const show = { ...guests.state.show, start, end: start + 3600 };
    guests.state = {
      ...guests.state,
      show,
      phase: "open",
      letsIn: true,
      isOnAir: false,
      seen: { state: "nobody", picture: "none", sound: "none" },
    };
    const door = page.getByRole("link", { name: /Come in/ });
    await door.waitFor();
    expect(await door.getAttribute("href")).toBe(routes.guestJoin(GUEST_TOKEN));
    expect(await door.getAttribute("rel")).toBe("noopener noreferrer");
    const opened = page.waitForEvent("popup");
    await door.click();
    await (await opened).waitForLoadState();
    expect(guests.entered).toBe(1);
    await page.getByText("Nobody is there yet.").waitFor();
    guests.state = {
      ...guests.state,
      seen: { state: "received", picture: "good", sound: "good", peakDbfs: -12 },
    };
    await page.getByText("Seen and heard.").waitFor();
    await page.getByRole("img", { name: "-12 dBFS" }).waitFor();
    expect(await page.locator(".guest-tally").innerText()).toMatch(/^Off air/);
    guests.state = { ...guests.state, isOnAir: true };
    await expect.poll(() => page.locator(".guest-tally").getAttribute("data-on-air"), PATIENTLY).toBe("true");
    expect(await page.locator(".guest-tally").innerText()).toMatch(/^On air/);
    await page.getByText("about 22 seconds later").waitFor();
    // What the station sends out is there, and silent until the guest asks for it.
    const muted = (): Promise<boolean> =>
      page.locator(".guest-return video").evaluate((video: HTMLVideoElement) => video.muted);
    expect(await muted()).toBe(true);
    await page.getByText("Use headphones").waitFor();
    await page.getByRole("button", { name: "Sound on" }).click();
    expect(await muted()).toBe(false);
  });

  it("shows the producer's note at once, thanks at the end, and says when it airs again", async ({
    visit,
    station,
  }) => {
    const page = await visit(PAGE);
    const { guests } = station;
    await page.getByText("You are early.").waitFor();
    guests.state = { ...guests.state, note: "We start five minutes late." };
    await page.getByText("We start five minutes late.").waitFor();
    const again = [{ start: EVENING_SECOND + 86_400, end: EVENING_SECOND + 90_000 }];
    guests.state = { ...guests.state, phase: "over", again };
    await page.getByText("Your show is over. Thank you, Ada.").waitFor();
    expect(await page.locator(".guest-again li").count()).toBe(1);
    expect(await page.getByRole("link", { name: /Come in/ }).count()).toBe(0);
  });

  it("says that the show moved, or does not air", async ({ visit, station }) => {
    const page = await visit(PAGE);
    const { guests } = station;
    guests.state = { ...guests.state, hasMoved: true };
    await page.getByText("The time has changed since you were given this link.").waitFor();
    guests.state = { ...guests.state, phase: "cancelled" };
    await page.getByText("This show does not air as planned.").waitFor();
  });

  it("says why a link opens nothing", async ({ visit, station }) => {
    station.guests.refusal = { status: 410, message: "This link has expired." };
    const page = await visit(PAGE, { mayFail: true });
    await page.getByRole("heading", { name: "This link opens nothing." }).waitFor();
    await page.getByRole("alert").getByText("This link has expired.").waitFor();
  });
});

describe("the test of a guest's set-up", () => {
  it("leads through the meeting to a verdict in words", async ({ visit, station }) => {
    const { guests } = station;
    const page = await visit(PAGE, { mayFail: true });
    await page.getByRole("button", { name: "Test my set-up" }).click();
    await page.getByText("Come into the meeting, with camera and microphone on.").waitFor();
    await page.getByRole("link", { name: /Come in/ }).waitFor();
    const check = {
      phase: "starting" as const,
      until: EVENING_SECOND + 290,
      measuredSeconds: 0,
      neededSeconds: 60,
      findings: [],
    };
    guests.state = { ...guests.state, check };
    await page.getByText("It can take a minute").waitFor();
    const findings = [
      {
        what: "sound" as const,
        is: "bad" as const,
        says: "The station hears nothing.",
        cure: "Unmute yourself.",
      },
    ];
    guests.state = {
      ...guests.state,
      check: { ...check, phase: "measuring", measuredSeconds: 20, findings },
    };
    await page.getByText("40 s to go").waitFor();
    expect(await page.getByRole("progressbar").getAttribute("value")).toBe("20");
    await page.getByText("The station hears nothing.").waitFor();
    const { check: _check, ...rest } = guests.state;
    guests.state = { ...rest, letsIn: false, verdict: { at: EVENING_SECOND, isReady: false, findings } };
    await page.getByText("Not ready yet.").waitFor();
    await page.getByText("Unmute yourself.").waitFor();
    await page.getByRole("button", { name: "Test again" }).waitFor();
  });

  it("is ended by the guest, and says why it cannot begin", async ({ visit, station }) => {
    const page = await visit(PAGE, { mayFail: true });
    await page.getByRole("button", { name: "Test my set-up" }).click();
    await page.getByRole("button", { name: "End the test" }).click();
    station.guests.noCheck = "The studio is on air.";
    await page.getByRole("button", { name: "Test my set-up" }).click();
    await page.getByText("The studio is on air.").waitFor();
  });
});

it.for(WIDTHS)(
  "at %i pixels the page is never wider than its window, and all is reached by the keyboard",
  async (width, { visit, station }) => {
    const { guests } = station;
    const name = "Wolfeschlegelsteinhausenbergerdorff";
    guests.state = {
      ...guests.state,
      name,
      note: "x".repeat(200),
      show: { ...guests.state.show, title: `${name} `.repeat(4), others: [{ name: "عمر الخيام" }, { name }] },
    };
    const page = await visit(PAGE, { viewport: { width, height: 900 } });
    await page.getByRole("button", { name: "Test my set-up" }).waitFor();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    const seen: string[] = [];
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
    }
    expect(seen).toEqual(expect.arrayContaining(["Test my set-up", "Show what is on air now"]));
  },
);
