import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ErrorBody } from "@nonstop/contract/error-body";
import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { conformFile } from "@nonstop/station/demo-films";
import { openBrowser } from "./browser.ts";
import { leaksOf } from "./leaks.ts";
import {
  asProducer,
  nowSecond,
  startStationUnderTest,
  type StationUnderTest,
  until,
} from "./station-under-test.ts";

const PATIENCE_MS = 60_000;

/** The people of a station, each at their own page, in a real browser. */
describe("people", () => {
  let station: StationUnderTest;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    station = await startStationUnderTest("360p");
    browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: 900, height: 700 },
      timezoneId: "Europe/Lisbon",
    });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== "127.0.0.1" && hostname !== "") complaints.push(`asked ${hostname}`);
    });
  });

  afterAll(async () => {
    await browser?.close();
    await station?.end();
  });

  it("the programming team publishes an event: it stands in the guide, and the invitation is back in the entry", async () => {
    await page.goto(`${station.urls.contentful}/new/event`);
    await page.fill("#title", "An Evening of Cables");
    await page.selectOption("#kind", "live");
    await page.click('button[value="publish"]');
    await page.waitForURL(/\/entries\//);
    const entry = page.url().split("/").at(-1)?.split("?")[0] ?? "";

    await until("the invitation", PATIENCE_MS, async () => {
      const invitation = await station.team.field(entry, "invitation");
      return typeof invitation === "string" && invitation.includes("An Evening of Cables") ? true : undefined;
    });
    expect(await station.team.field(entry, "provisionState")).toBe("ready");
    expect(await station.team.field(entry, "joinUrl")).toMatch(/\/j\/\d+/);

    await page.goto(`${station.urls.worker}/schedule`);
    await page.getByText("An Evening of Cables").filter({ visible: true }).first().waitFor();
    const guide = await (await fetch(`${station.urls.worker}${routes.guide("main")}`)).text();
    expect(guide).toContain("An Evening of Cables");
    expect(guide).not.toMatch(/\/j\/|pwd|passcode|zoomMeetingId/i);
    await station.team.unpublishEvent(entry);
  });

  it("the operator takes the slate and gives the channel back; the tally follows what was committed", async () => {
    await page.goto(`${station.urls.worker}/control-room/#token=${station.secrets.PRODUCER_TOKEN}`);
    const keys = page.locator(".take-keys");
    await keys.waitFor();
    expect(page.url()).not.toContain(station.secrets.PRODUCER_TOKEN);
    await page.locator('.desk[data-stale="false"]').waitFor();
    await page.keyboard.press("0");
    await page.keyboard.press("t");
    await page.locator('.take-keys[data-take="on-air"]').waitFor();
    const spans = await (
      await fetch(`${station.urls.worker}${routes.asRun("main")}?from=${nowSecond() - 30}`, {
        headers: asProducer(station),
      })
    ).text();
    expect(spans).toContain('"reason":"take"');
    await page.keyboard.press("r");
    await page.locator('.take-keys[data-take="idle"]').waitFor();
  });

  it("rubbish is answered with the field and the cure, and the channel airs on", async () => {
    const { worker } = station.urls;
    const json = { "content-type": "application/json" };
    const producer = { ...json, ...asProducer(station) };
    const take = (to: object, from = nowSecond()): RequestInit => ({
      method: "POST",
      headers: producer,
      body: JSON.stringify({ id: `t${Math.random()}`, from, to }),
    });
    const asks: [what: string, path: string, init: RequestInit, status: number][] = [
      ["an unsigned webhook", routes.contentfulHook, { method: "POST", headers: json, body: "{" }, 401],
      ["an unsigned Zoom webhook", routes.zoomHook, { method: "POST", headers: json, body: "{" }, 401],
      ["a take of an unknown room", routes.takes("main"), take({ kind: "live", room: "nobody" }), 422],
      ["a take of an unknown asset", routes.takes("main"), take({ kind: "asset", asset: "nothing" }), 422],
      ["a stale take", routes.takes("main"), take({ kind: "slate" }, nowSecond() - 300), 409],
      ["a take without a room", routes.takes("main"), take({}), 400],
      ["a take by a stranger", routes.takes("main"), { method: "POST", headers: json, body: "{}" }, 401],
      ["a segment that never was", "/live/main/v360/1.m4s", {}, 404],
      ["a segment of nonsense", "/live/main/v360/NaN.m4s", {}, 404],
      ["an unknown channel", "/live/nobody/index.m3u8", {}, 404],
      ["an unknown rendition", "/live/main/v9999/index.m3u8", {}, 404],
      ["a reload of nonsense", "/live/main/v360/index.m3u8?_HLS_msn=-1", {}, 400],
      ["a reload from the far future", "/live/main/v360/index.m3u8?_HLS_msn=99999999999", {}, 400],
      ["a guide of nonsense", `${routes.guide("main")}?from=soon`, {}, 400],
      ["a proposal by a stranger", routes.proposal("main", nowSecond()), { method: "POST", body: "x" }, 401],
    ];
    for (const [what, path, init, status] of asks) {
      const answer = await fetch(`${worker}${path}`, init);
      expect([what, answer.status]).toEqual([what, status]);
      const { error } = ErrorBody.parse(await answer.json());
      expect(error.message.length, what).toBeGreaterThan(10);
    }

    const notes = join(station.stateDir, "notes.mp4");
    writeFileSync(notes, "This is no film.");
    await expect(
      conformFile(station, { asset: "notes", title: "Notes", filler: false, file: notes }),
    ).rejects.toThrow(/notes.*(picture|video|MP4)/is);

    const playlist = await fetch(`${worker}${routes.mediaPlaylist("main", "v360")}`);
    expect(playlist.status).toBe(200);
  });

  it("an event whose recording is not in the library is a warning that names it", async () => {
    await station.team.publish("recording", "ghost", { title: "Ghost", asset: "ghost" });
    const begin = nowSecond() + 600;
    await station.team.publishEvent({
      id: "ghost-show",
      slug: "ghost-show",
      title: "Ghost",
      summary: "",
      kind: "film",
      recording: "ghost",
      startsAt: begin,
      endsAt: begin + 60,
      timezone: "Europe/Lisbon",
    });
    const warning = await until("a warning about the recording", PATIENCE_MS, async () => {
      const answer = await fetch(`${station.urls.worker}${routes.events}`, { headers: asProducer(station) });
      return EventsAnswer.parse(await answer.json()).warnings.find(({ message }) =>
        message.includes("ghost"),
      );
    });
    expect(warning?.message).toMatch(/library/);
  });

  it("no secret is told, and one in a log would be found", async () => {
    expect(await leaksOf(station)).toEqual([]);
    const log = join(station.stateDir, "logs", "leaky.log");
    writeFileSync(log, `token ${station.secrets.INGEST_TOKEN}`);
    expect(await leaksOf(station)).toEqual(["the log leaky.log tells INGEST_TOKEN"]);
    rmSync(log);
  });

  it("viewers see a moving picture with nothing alive but the edge", async () => {
    await Promise.all(Object.values(station.children).map((child) => child.stop()));
    await page.goto(`${station.urls.worker}/`);
    const played = async (): Promise<number> =>
      page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
    await page.locator('.picture[data-state="playing"]').waitFor();
    const from = await played();
    await until("five seconds of slate", PATIENCE_MS, async () =>
      (await played()) > from + 5 ? true : undefined,
    );
    const video = await page.evaluate(() => {
      const element = document.querySelector("video");
      return { ranges: element?.buffered.length, width: element?.videoWidth, error: element?.error ?? null };
    });
    expect(video).toEqual({ ranges: 1, width: 640, error: null });
    expect(complaints).toEqual([]);
  });
});
