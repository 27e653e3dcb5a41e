import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Browser } from "playwright-core";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { roomName, type RoomRef } from "@nonstop/contract/rundown";
import type { EventDraft } from "@nonstop/station/programming-team";
import { airedSeconds } from "./aired.ts";
import { openBrowser } from "./browser.ts";
import { withFilms } from "./conform-film.ts";
import { markOf } from "./guest-process.ts";
import { watchRenditions } from "./hls-viewer.ts";
import { latticeProblems } from "./lattice-problems.ts";
import { OffersHeard } from "./offers-heard.ts";
import { readPictures } from "./pictures.ts";
import { MIN_SHARE_OF_ABLE, planAccount } from "./plan-account.ts";
import {
  asRun,
  dismissGuest,
  nowSecond,
  rundownOf,
  sendGuest,
  setFaults,
  startStationUnderTest,
  type StationUnderTest,
  untilSecond,
} from "./station-under-test.ts";

/**
 * Three quarters of a minute: live, film, slate, film, live, slate, live. Every pair of live, recorded and slate is switched both ways, and
 * every picture a viewer decoded is read back.
 *
 * What must hold however busy the machine is, holds to the second and to the picture. What a busy machine may lose are
 * seconds: they are slate, the as-run says why, and the floors below say how many. A machine that does without both its
 * processors for seconds on end falls below them through no fault of the station, so it may try a second time.
 */
const RETRIES = 1;
/** Live spans last the longest, because a room's first seconds are those that a busy machine may lose. */
const SPAN_SECONDS = { live: 8, film: 6, slate: 4 };
const SPANS = ["live", "film", "slate", "film", "live", "slate", "live"] as const;
/** A film outlasts its span, so that its end is the plan's and not its own. */
const FILM_SECONDS = SPAN_SECONDS.film + 2;
const LEAD_SECONDS = 16;
const EARLY_SECONDS = 13;
const FILM_MARKS = { first: 211, second: 212 };

/** A recording needs one small request a second: two busy loops beside us never took more than this of a span. */
const MAX_LOST_RECORDED_SECONDS = 2;
/** Of each live span so many seconds air even where its encoder gets half a processor. */
const MIN_LIVE_SECONDS = 3;
/** Pictures that follow a room's clock: a slip a second is what a guest starved of its processor brings about. */
const MAX_SLIPS_A_SECOND = 1;

describe("switching", { retry: RETRIES }, () => {
  let station: StationUnderTest;
  let browser: Browser;
  let tries = 0;

  beforeAll(async () => {
    const film = { durationSeconds: FILM_SECONDS };
    [station, browser] = await Promise.all([
      withFilms(startStationUnderTest("360p"), [
        { ...film, asset: "first", title: "First", mark: FILM_MARKS.first },
        { ...film, asset: "second", title: "Second", mark: FILM_MARKS.second },
      ]),
      openBrowser(),
    ]);
    // Guests of one show come while those of another are still there.
    await setFaults(station, { zoom: { meetingsPerHost: 3 } });
  });

  afterAll(async () => {
    await browser?.close();
    await station?.end();
  });

  it("is exact to the second, continuous to the tick, and never shows a wrong picture", async () => {
    const begin = nowSecond() + LEAD_SECONDS;
    // Each try has events, and so rooms, of its own.
    const suffix = (tries += 1);
    const { team } = station;
    const startOf = (index: number): number =>
      SPANS.slice(0, index).reduce((second, kind) => second + SPAN_SECONDS[kind], begin);
    const spanAt = (index: number): { startsAt: number; endsAt: number } => ({
      startsAt: startOf(index),
      endsAt: startOf(index + 1),
    });
    const publish = async (
      index: number,
      event: Pick<EventDraft, "title" | "kind" | "recording">,
    ): Promise<string> => {
      const id = `span-${index}-${suffix}`;
      await team.publishEvent({
        ...event,
        id,
        slug: id,
        summary: "",
        timezone: "Europe/Lisbon",
        ...spanAt(index),
      });
      return id;
    };
    const live = async (index: number, title: string): Promise<{ id: string; room: RoomRef }> => {
      const id = await publish(index, { title, kind: "live" });
      return { id, room: { kind: "live", room: roomOfAiring(id, "live") } };
    };
    const film = async (index: number, title: string, asset: string): Promise<RoomRef> => {
      await publish(index, { title, kind: "film", recording: `recording-${asset}` });
      return { kind: "asset", asset, startSecond: spanAt(index).startsAt };
    };
    const liveA = await live(0, "Live A");
    const first = await film(1, "First", "first");
    await publish(2, { title: "Pause", kind: "slate" });
    const second = await film(3, "Second", "second");
    const liveB = await live(4, "Live B");
    const liveC = await live(6, "Live C");
    const slate: RoomRef = { kind: "slate" };
    const plan = [liveA.room, first, slate, second, liveB.room, slate, liveC.room].map((room, index) => ({
      ...spanAt(index),
      room,
    }));
    const end = spanAt(plan.length - 1).endsAt;

    const offers = new OffersHeard(station);
    onTestFinished(() => offers.close());
    const page = await browser.newPage({ viewport: { width: 480, height: 320 } });
    // A page left behind goes on decoding, and takes the processors from whatever is tried next.
    onTestFinished(async () => page.close());
    await page.goto(`${station.urls.worker}/`);
    const viewers = watchRenditions(station.urls.worker, ["v360", "audio"]);

    const guest = async (event: string, index: number): Promise<number> => {
      await untilSecond(spanAt(index).startsAt - EARLY_SECONDS);
      const meeting = await sendGuest(station, event, "Ada");
      const mark = await markOf(station, meeting);
      await untilSecond(spanAt(index).endsAt + 2);
      await dismissGuest(station, meeting, "Ada");
      return mark;
    };
    const rundown = untilSecond(begin).then(async () => rundownOf(station));
    const [markA, markB, markC] = await Promise.all([
      guest(liveA.id, 0),
      guest(liveB.id, 4),
      guest(liveC.id, 6),
    ]);
    const marks = new Map([
      [roomName(liveA.room), markA],
      [roomName(liveB.room), markB],
      [roomName(liveC.room), markC],
      [roomName(first), FILM_MARKS.first],
      [roomName(second), FILM_MARKS.second],
    ]);

    // The plan is compiled to the second.
    const { items } = await rundown;
    for (const { startsAt, endsAt, room } of plan) {
      const inSpan = items.filter((item) => item.start < endsAt && startsAt < item.end);
      expect(inSpan).toMatchObject([{ start: startsAt, ...(room.kind === "slate" ? {} : { room }) }]);
    }

    // One init, one clock, no seam: nothing that a viewer's decoder could trip over.
    const [video, audio] = await viewers.through(end + 3);
    expect([...video.problems, ...audio.problems]).toEqual([]);
    expect([...latticeProblems(video), ...latticeProblems(audio)]).toEqual([]);

    // Every decoded picture is of the room and, recorded, of the very place that the as-run names.
    const pictures = await readPictures(video, { width: 640, height: 360 });
    expect(pictures.decodeErrors).toEqual([]);
    const told = await asRun(station, begin);
    const aired = airedSeconds(pictures, { from: begin, to: end, told, marks });
    expect(aired.wrong).toEqual([]);

    // What the as-run names is the plan, or slate for a reason that holds.
    const accounts = plan.map((planned) => planAccount(aired.seconds, planned, offers));
    expect(accounts.flatMap(({ wrong }) => wrong)).toEqual([]);
    // And the plan is what is on air, not the slate.
    for (const [index, { room }] of plan.entries()) {
      const account = accounts[index];
      const what = `span ${index}, ${roomName(room)}: ${JSON.stringify(account)}`;
      const own = account?.own ?? 0;
      if (room.kind === "asset")
        expect(own, what).toBeGreaterThanOrEqual(SPAN_SECONDS.film - MAX_LOST_RECORDED_SECONDS);
      if (room.kind !== "live") continue;
      expect(own, what).toBeGreaterThanOrEqual(MIN_LIVE_SECONDS);
      expect(own, what).toBeGreaterThanOrEqual((account?.able ?? 0) * MIN_SHARE_OF_ABLE);
    }
    expect(aired.slips).toBeLessThanOrEqual(MAX_SLIPS_A_SECOND * 3 * SPAN_SECONDS.live);

    // The page played on through all of it, in one piece.
    const player = await page.evaluate(() => {
      const element = document.querySelector("video");
      return {
        ranges: element?.buffered.length,
        paused: element?.paused,
        error: element?.error,
        played: (element?.played.length ?? 0) > 0 && (element?.currentTime ?? 0) > 0,
      };
    });
    expect(player).toEqual({ ranges: 1, paused: false, error: null, played: true });
  }, 240_000);
});
