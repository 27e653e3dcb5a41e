import { errorBody } from "@nonstop/contract/error-body";
import { secondOf } from "@nonstop/contract/time";
import { weightOf, type Warning, type WarningCode } from "@nonstop/contract/warning";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { it, PATIENTLY } from "./on-page.ts";
import { PRODUCER_TOKEN } from "./station/desk-session.ts";
import { EVENING_SECOND } from "./station/programmes.ts";

/** A warning of the station's own. */
const warning = (code: WarningCode, message: string): Warning => ({
  id: code,
  code,
  weight: weightOf(code),
  message,
});
const DOOR = `/control-room/#token=${PRODUCER_TOKEN}`;
const take = (page: Page, state: string): Promise<void> =>
  page.locator(`.take-keys[data-take="${state}"]`).waitFor();
const tile = (page: Page, room: string): Locator => page.locator(`[data-room="${room}"]`);
const slate = (page: Page): Locator => page.getByRole("button", { name: /^0 Slate/ });
const isRed = async (source: Locator): Promise<boolean> =>
  ((await source.getAttribute("class")) ?? "").split(" ").includes("on-air");
/** Opens the desk and waits until it shows the studio on air. */
const ready = async (page: Page): Promise<void> => {
  await page.locator('.desk[data-stale="false"]').waitFor();
  await page.locator('[data-room="enc-studio"].on-air').waitFor();
};
/** Takes the slate with the keys. Leaving the live room of `ready` asks for the second press. */
const takeSlate = async (page: Page): Promise<void> => {
  for (const key of ["0", "t", "t"]) await page.keyboard.press(key);
  await take(page, "on-air");
};

describe("the door", () => {
  it("refuses a wrong token, says so, opens for the right one, and closes when one signs out", async ({
    visit,
  }) => {
    const page = await visit("/control-room/", { mayFail: true });
    await page.getByLabel("Producer token").fill("a guess");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("alert").getByText("This is not the producer's token.").waitFor();
    expect(await page.getByLabel("Producer token").inputValue()).toBe("");
    await page.getByLabel("Producer token").fill(PRODUCER_TOKEN);
    await page.keyboard.press("Enter");
    await ready(page);
    await page.reload();
    await ready(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Producer token").waitFor();
  });

  it("takes the token out of the address and keeps it nowhere a script can read", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    expect(page.url()).not.toContain(PRODUCER_TOKEN);
    const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    expect(kept).toEqual(["", 0, 0]);
  });

  it("closes when the session ends, and says that the channel runs on", async ({ visit, station }) => {
    const page = await visit(DOOR, { mayFail: true });
    await ready(page);
    station.desk.hasSessions = false;
    station.desk.hasSocket = false;
    await page.getByText("Your session has ended. The channel runs on; sign in again.").waitFor();
    expect(await page.locator(".desk").count()).toBe(0);
  });
});

describe("the desk", () => {
  it("shows the channel, every room with its state, the rundown and what really aired", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    const states = page.locator("[data-room]");
    expect(await states.evaluateAll((tiles) => tiles.map((each) => each.getAttribute("data-state")))).toEqual(
      ["live", "waiting", "live"],
    );
    expect(await tile(page, "annex").getByRole("img").getAttribute("aria-label")).toBe("-20 dBFS");
    const rundown = page.getByRole("list", { name: "Rundown" });
    await expect
      .poll(() => rundown.locator('[aria-current="time"]').innerText(), PATIENTLY)
      .toMatch(/The Cable Show[^]*live, studio, plan B Waves/);
    await page.locator(".next-change").getByText("to Waves").waitFor();
    await page.locator(".playouts-panel").getByText("well").waitFor();
    const picture = page.locator(".programme-monitor video");
    await expect
      .poll(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime > 0), PATIENTLY)
      .toBe(true);
    await page.locator(".programme-monitor").getByText("On air").waitFor();
  });

  it("adds to the as-run as seconds are committed, newest first, trouble standing out", async ({
    visit,
    station,
  }) => {
    const page = await visit(DOOR);
    await ready(page);
    const lines = page.getByRole("list", { name: "As run" }).locator("li");
    await expect.poll(() => lines.count(), PATIENTLY).toBeGreaterThan(1);
    await page.getByText("the room was lost, slate").waitFor();
    expect(await page.locator(".as-run-panel li.trouble").innerText()).toContain("The Show Before");
    station.desk.takes = [{ id: "by-another-desk", room: { kind: "slate" }, from: EVENING_SECOND }];
    await expect.poll(() => lines.first().innerText(), PATIENTLY).toMatch(/Slate\s+taken by hand/);
  });

  it("has what an operator must know first above everything else", async ({ visit, station }) => {
    station.desk.warnings = [warning("rundown-ends", "The rundown ends within the hour.")];
    station.desk.eventWarnings = [
      warning("ends-early", "Sea at 20:00 ends 3:20 early; filler follows."),
      warning("source-fails", "Tea: the source answers 503."),
      ...["Ghost", "Fog"].map((title) => ({
        ...warning("recording-missing", `${title} at 21:00: its recording is not in the library.`),
        id: `recording-missing:${title}`,
        cure: "Put it there.",
      })),
    ];
    const page = await visit(DOOR);
    const warnings = page.getByRole("list", { name: "Warnings" });
    const told = (): Promise<string[]> => warnings.locator("li p").allInnerTexts();
    await expect
      .poll(told, PATIENTLY)
      .toEqual([
        "Tea: the source answers 503.",
        "The rundown ends within the hour.",
        "Ghost at 21:00: its recording is not in the library. Put it there.",
        "Sea at 20:00 ends 3:20 early; filler follows.",
      ]);
    await page.getByRole("button", { name: "1 more like it" }).click();
    await expect.poll(async () => (await told())[3], PATIENTLY).toContain("Fog at 21:00");
    const [above, below] = [
      await warnings.boundingBox(),
      await page.locator(".programme-monitor").boundingBox(),
    ];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
  });

  it("puts a warning away when asked, counts it, and shows it again", async ({ visit, station }) => {
    station.desk.eventWarnings = [
      warning("ends-early", "Sea at 20:00 ends 3:20 early; filler follows."),
      warning("recording-missing", "Ghost at 21:00: its recording is not in the library."),
    ];
    const page = await visit(DOOR);
    await page.getByRole("button", { name: "Dismiss: Sea at 20:00" }).click();
    await page.getByText("1 dismissed").waitFor();
    expect(await page.getByText("Sea at 20:00").count()).toBe(0);
    await page.getByText("Ghost at 21:00").waitFor();
    await page.getByRole("button", { name: "Show again" }).click();
    await page.getByText("Sea at 20:00").waitFor();
  });

  it("says that what it shows is old when the link is down, and nothing stays red", async ({
    visit,
    station,
  }) => {
    // Whoever signs in by hand has not been told the time, and this visitor's own clock is days off.
    const page = await visit("/control-room/");
    await page.getByLabel("Producer token").fill(PRODUCER_TOKEN);
    await page.keyboard.press("Enter");
    await ready(page);
    await page.getByText("Link up").waitFor();
    station.desk.hasSocket = false;
    await expect.poll(() => isRed(tile(page, "enc-studio")), PATIENTLY).toBe(false);
    await page.locator('.desk[data-stale="true"]').waitFor();
    await page.getByText("The link is down. What stands here is old").waitFor();
    station.desk.hasSocket = true;
    await page.getByText("Link up").waitFor();
    await expect.poll(() => isRed(tile(page, "enc-studio")), PATIENTLY).toBe(true);
  });
});

describe("preview", () => {
  it("plays the room that a number key names, and walks on with the arrows", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    await page.keyboard.press("1");
    await expect.poll(() => tile(page, "annex").getAttribute("aria-pressed"), PATIENTLY).toBe("true");
    const picture = page.locator(".preview-monitor video");
    await expect
      .poll(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime > 0), PATIENTLY)
      .toBe(true);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => tile(page, "den").getAttribute("aria-pressed"), PATIENTLY).toBe("true");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.locator('.library-panel [aria-pressed="true"]').getByText("A Film of the Sea").waitFor();
    await page.locator(".preview-monitor").getByText("From the library, 1 h 40 min").waitFor();
  });

  it("shows a piece that is clicked", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    await page.locator(".library-panel").getByRole("button", { name: /Waves/ }).click();
    await page.locator(".preview-monitor").getByText("From the library, 10 min").waitFor();
    expect(await page.getByRole("button", { name: /^Take/ }).isEnabled()).toBe(true);
  });
});

describe("a take", () => {
  it("asks once more before it leaves a live room, and is red only when it is committed", async ({
    visit,
    station,
  }) => {
    station.desk.commitsTakes = false;
    const page = await visit(DOOR);
    await ready(page);
    await page.keyboard.press("0");
    await page.keyboard.press("t");
    await take(page, "confirming");
    await page.getByText("A live room is on air. Press TAKE again to leave it, Esc to stay.").waitFor();
    expect(station.desk.asked).toEqual([]);
    await page.keyboard.press("t");
    await take(page, "accepted");
    await page.getByText("Asked. Waiting for the first second of it.").waitFor();
    expect(station.desk.asked.map(({ to }) => to)).toEqual([{ kind: "slate" }]);
    expect([await isRed(slate(page)), await isRed(tile(page, "enc-studio"))]).toEqual([false, true]);
    station.desk.commitsTakes = true;
    await take(page, "on-air");
    await expect.poll(() => isRed(slate(page)), PATIENTLY).toBe(true);
    expect(await isRed(tile(page, "enc-studio"))).toBe(false);
    await page.getByText("Slate is on air by take.").waitFor();
    await page.locator(".next-change").getByText("held").waitFor();
  });

  it("is given up with Esc", async ({ visit, station }) => {
    const page = await visit(DOOR);
    await ready(page);
    await page.keyboard.press("0");
    await page.keyboard.press("Enter");
    await take(page, "confirming");
    await page.keyboard.press("Escape");
    await take(page, "idle");
    expect(station.desk.asked).toEqual([]);
  });

  it("needs one press from a room that is on air already, or from the slate", async ({ visit, station }) => {
    station.desk.takes = [{ id: "before", room: { kind: "slate" }, from: EVENING_SECOND }];
    const page = await visit(DOOR);
    await page.locator(".tile.on-air").getByText("Slate").waitFor();
    await page.locator(".library-panel").getByRole("button", { name: /Waves/ }).click();
    await page.getByRole("button", { name: /^Take/ }).click();
    await take(page, "on-air");
    expect(station.desk.asked.map(({ to }) => to)).toEqual([{ kind: "asset", asset: "waves" }]);
  });

  it("ends with R, and the rundown's room is on air again", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    await takeSlate(page);
    await page.keyboard.press("r");
    await take(page, "idle");
    await expect.poll(() => isRed(tile(page, "enc-studio")), PATIENTLY).toBe(true);
    await page.getByText("The rundown runs.").waitFor();
  });

  it("is on air in words no sooner than its picture", async ({ visit, station }) => {
    const page = await visit(DOOR);
    await ready(page);
    const footer = page.locator(".programme-monitor footer");
    await footer.getByText("studio").waitFor();
    await expect.poll(() => footer.innerText(), PATIENTLY).toMatch(/\d\d:\d\d:\d\d/);
    await takeSlate(page);
    await expect.poll(() => footer.innerText(), PATIENTLY).toContain("Slate");
    const clock = /(\d\d):(\d\d):(\d\d)/.exec(await footer.innerText());
    const [hours, minutes, seconds] = (clock ?? []).slice(1).map(Number);
    const picture = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
    // Lisbon is on UTC in November.
    expect(picture).toBeGreaterThanOrEqual((station.desk.takes[0]?.from ?? 0) % 86_400);
  });

  it("says that a room has nothing to show, and what comes by the rundown meanwhile", async ({ visit }) => {
    const page = await visit(DOOR);
    await ready(page);
    await page.keyboard.press("2");
    await page.keyboard.press("t");
    await page.keyboard.press("t");
    await take(page, "waiting-for-room");
    await page.locator(".take-keys .problem").getByText("Taken, but den has nothing to show yet.").waitFor();
    await page.locator(".next-change").getByText("to Waves").waitFor();
    await page.reload();
    await page.getByText("den holds the channel by take, but has nothing to show.").waitFor();
    expect(await isRed(tile(page, "den"))).toBe(false);
  });

  it("needs a room chosen anew after a release or Esc: no key may put on air what was given up", async ({
    visit,
    station,
  }) => {
    const page = await visit(DOOR);
    for (const givenUp of ["r", "Escape"]) {
      // Only what leaves a live room asks twice.
      await ready(page);
      await page.keyboard.press("0");
      await page.keyboard.press("Enter");
      await take(page, "confirming");
      await page.keyboard.press("Enter");
      await take(page, "on-air");
      await page.keyboard.press("r");
      await take(page, "idle");
      await page.keyboard.press("0");
      await page.keyboard.press(givenUp);
      await page.getByText("Nothing in preview").waitFor();
      for (const key of ["t", "Enter", "t", "Enter"]) await page.keyboard.press(key);
      expect(await page.getByRole("button", { name: /^Take/ }).isDisabled()).toBe(true);
    }
    expect(station.desk.asked.map(({ to }) => to.kind)).toEqual(["slate", "slate"]);
    expect(station.desk.takes).toEqual([]);
  });

  it("leaves nothing in preview when another desk ends it", async ({ visit, station }) => {
    const page = await visit(DOOR);
    await ready(page);
    await takeSlate(page);
    station.desk.takes = [];
    await take(page, "idle");
    await page.getByText("Nothing in preview").waitFor();
  });

  it("says why when it is refused, until that is dismissed", async ({ visit, station }) => {
    station.desk.refusal = "No playout knows this room.";
    const page = await visit(DOOR, { mayFail: true });
    await ready(page);
    await page.keyboard.press("1");
    await page.keyboard.press("t");
    await page.keyboard.press("t");
    await take(page, "failed");
    await page.getByText("No playout knows this room.").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await take(page, "idle");
  });

  it("closes the control room when its second try learns that the session has ended", async ({ visit }) => {
    const page = await visit(DOOR, { mayFail: true });
    await ready(page);
    let tries = 0;
    await page.route("**/takes", async (route) => {
      tries += 1;
      if (tries === 1) return route.abort();
      return route.fulfill({ status: 401, json: errorBody("unauthorized", "Nobody is signed in.") });
    });
    for (const key of ["0", "t", "t"]) await page.keyboard.press(key);
    await page.getByText("Your session has ended. The channel runs on; sign in again.").waitFor();
    expect(tries).toBe(2);
  });
});

describe("an encoder", () => {
  it("shows its key when somebody asks, and another after two presses", async ({ visit, station }) => {
    const page = await visit(DOOR);
    await ready(page);
    const desk = page.locator('[data-encoder="studio"]');
    await desk.getByText("The desk").waitFor();
    expect(await page.content()).not.toContain("key-0");
    await desk.getByRole("button", { name: "Show key" }).click();
    await desk.getByText("key-0").waitFor();
    await desk.getByText("rtmp://station.test/live").waitFor();
    await desk.getByRole("button", { name: "Hide key" }).click();
    expect(await page.content()).not.toContain("key-0");
    await desk.getByRole("button", { name: "New key" }).click();
    expect(station.desk.rotations).toBe(0);
    await desk.getByRole("button", { name: "Put the old key out?" }).click();
    await desk.getByText("key-1").waitFor();
  });
});

describe("a show to come", () => {
  it("is opened for a rehearsal, and closed again", async ({ visit, station }) => {
    const start = secondOf(station.desk.nowMs()) + 7200;
    const event = { entry: "show", title: "Tomorrow", revision: 1, state: "ready", warnings: [] } as const;
    station.desk.events = [{ ...event, warnings: [], room: "e-show", start }];
    const page = await visit(DOOR);
    await ready(page);
    const show = page.locator('[data-event="show"]');
    await show.getByRole("button", { name: "Rehearse 20 min" }).click();
    await show.getByText("for the preview only").waitFor();
    expect(station.desk.events[0]?.rehearsal).toBeDefined();
    await show.getByRole("button", { name: "End rehearsal" }).click();
    await show.getByRole("button", { name: "Rehearse 20 min" }).waitFor();
    expect(station.desk.events[0]?.rehearsal).toBeUndefined();
  });
});

describe("the guests of a show", () => {
  it("are named with what their tests gave, and read a note from the desk", async ({ visit, station }) => {
    const start = secondOf(station.desk.nowMs()) + 7200;
    const event = { entry: "show", title: "Tomorrow", revision: 1, state: "ready" } as const;
    station.desk.events = [{ ...event, warnings: [], room: "e-show", start, end: start + 3600 }];
    const page = await visit(DOOR);
    await ready(page);
    const show = page.locator('[data-guests="show"]');
    await show.getByText("Ada: not tested").waitFor();
    // Shows of one title are told apart by when they are.
    await show.getByText("Starts in 2 h.").waitFor();
    const note = show.getByLabel("Note to the guests of Tomorrow");
    await note.fill("Five minutes late.");
    await show.getByRole("button", { name: "Write" }).click();
    await show.getByText("Their pages show it.").waitFor();
    expect(station.desk.guestNote).toBe("Five minutes late.");
    // What another desk writes is seen as soon as the events are read again, which this press does.
    station.desk.guestNote = "Ten minutes late.";
    const rehearse = page.locator('[data-event="show"] button');
    await rehearse.click();
    await expect.poll(() => note.inputValue(), PATIENTLY).toBe("Ten minutes late.");
    // So is what a test gave, and what is being typed meanwhile stays.
    await note.fill("On time");
    const verdict = { isReady: true, at: start - 3600, findings: [] };
    station.desk.guests = [{ person: "ada", name: "Ada", verdict }];
    await rehearse.click();
    await show.getByText("Ada: ready").waitFor();
    expect(await note.inputValue()).toBe("On time");
  });
});

describe("a room that a meeting feeds", () => {
  it("has its layout changed from its tile, says when it is not live, and shows its host key", async ({
    visit,
    station,
  }) => {
    const start = secondOf(station.desk.nowMs()) - 60;
    station.desk.events = [
      { entry: "show", title: "Tea", revision: 1, state: "ready", warnings: [], room: "e-show", start },
    ];
    station.desk.rooms = station.desk.rooms.map((room) =>
      room.room === "annex" ? { ...room, room: "e-show" } : room,
    );
    const page = await visit(DOOR, { mayFail: true });
    await ready(page);
    await page.getByRole("button", { name: "Meeting" }).click();
    const meeting = page.getByRole("region", { name: "Meeting of Tea" });
    await meeting.getByRole("button", { name: "Everybody" }).click();
    await meeting.getByRole("status").getByText("The show is not live").waitFor();
    station.desk.layout = "speaker";
    await meeting.getByRole("button", { name: "Everybody" }).click();
    await meeting.getByRole("status").getByText("Zoom shows the gallery from now on.").waitFor();
    expect(station.desk.layout).toBe("gallery");
    await meeting.getByRole("button", { name: "Show host key" }).click();
    await meeting.getByText("299484").waitFor();
    await meeting.getByRole("button", { name: "Hide host key" }).click();
    expect(await meeting.getByText("299484").count()).toBe(0);
  });
});
