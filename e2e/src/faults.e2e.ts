import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { roomName } from "@nonstop/contract/rundown";
import { MIN_CLEAN_SECONDS } from "@nonstop/schedule/clean-seconds";
import { type Aired, airedSeconds } from "./aired.ts";
import { withFilms } from "./conform-film.ts";
import { guestProcess, markOf } from "./guest-process.ts";
import { type Watched, watchRenditions } from "./hls-viewer.ts";
import { latticeProblems } from "./lattice-problems.ts";
import { OffersHeard } from "./offers-heard.ts";
import { readPictures } from "./pictures.ts";
import { MIN_SHARE_OF_ABLE, planAccount } from "./plan-account.ts";
import {
  asRun,
  nowSecond,
  sendGuest,
  setFaults,
  startStationUnderTest,
  type StationUnderTest,
  until,
} from "./station-under-test.ts";

/**
 * What is said of a fault is said of the decoded seconds and of the as-run. "Nobody notices" allows no second of slate at
 * all; a machine that leaves playout without a processor for three seconds loses one all the same, so a drill may be tried
 * a second time.
 */
const RETRIES = 1;
const FILM_SECONDS = 40;
const FILM_MARK = 221;
/** A guest's pictures are on air some time after they were taken: so far the end of a room may lie from the end of its guest. */
const MAX_DISTANCE_SECONDS = 3;
/** Watched before a fault and after it, so that a viewer would see the seam. */
const AROUND_SECONDS = 3;
/** The seconds that a playout had in hand when it was killed: the running one, and those whose deadline had not passed. */
const UNSETTLED_SECONDS = 4;

const common = { summary: "", timezone: "Europe/Lisbon" };

describe("when things fail", { retry: RETRIES }, () => {
  let station: StationUnderTest;
  let tries = 0;

  beforeAll(async () => {
    station = await withFilms(startStationUnderTest("360p"), [
      { asset: "long", title: "Long", durationSeconds: FILM_SECONDS, mark: FILM_MARK },
    ]);
    // A try that failed leaves its guest in the meeting.
    await setFaults(station, { zoom: { meetingsPerHost: 3 } });
  });

  afterAll(async () => {
    await station?.end();
  });

  it("a guest killed in mid-show is slate within the next seconds, and on air again when back", async () => {
    const offers = new OffersHeard(station);
    onTestFinished(() => offers.close());
    const id = `show-${(tries += 1)}`;
    const room = roomOfAiring(id, "live");
    const onAir = `live:${room}`;
    const begin = nowSecond() + 4;
    await station.team.publishEvent({
      ...common,
      id,
      slug: id,
      title: "Show",
      kind: "live",
      startsAt: begin,
      endsAt: begin + 600,
    });
    onTestFinished(() => station.team.unpublishEvent(id));
    const meeting = await sendGuest(station, id, "Ada");
    const mark = await markOf(station, meeting);
    await untilOnAir(station, onAir, begin + AROUND_SECONDS);
    const viewers = watchBoth(station);

    process.kill(await guestProcess(station, meeting), "SIGKILL");
    const killedAt = nowSecond();
    const lost = await untilOnAir(station, "slate", killedAt - 1);
    const last = await untilOnAir(station, onAir, lost);
    const to = last + AROUND_SECONDS;
    const from = killedAt - AROUND_SECONDS;
    const marks = new Map([[onAir, mark]]);
    const aired = await whatAired(station, await viewers.through(to), { from, to, marks });
    const account = planAccount(aired, { startsAt: from, endsAt: to, room: { kind: "live", room } }, offers);
    expect(account.wrong).toEqual([]);
    expect(account.own, JSON.stringify(account)).toBeGreaterThanOrEqual(account.able * MIN_SHARE_OF_ABLE);

    // By what ingest offered: the second in which the room was lost, and the first one it had again.
    const offered = offers.seconds(room).filter((second) => second >= killedAt - MAX_DISTANCE_SECONDS);
    const lostSecond = (offered.find((second, index) => offered[index + 1] !== second + 1) ?? 0) + 1;
    const backSecond = offered.find((second) => second > lostSecond) ?? Number.POSITIVE_INFINITY;
    expect(Math.abs(lostSecond - killedAt)).toBeLessThanOrEqual(MAX_DISTANCE_SECONDS);

    // Slate from its very first missing second until it has been clean for long enough, and then the guest.
    const cleanAgain = backSecond + MIN_CLEAN_SECONDS - 1;
    const meanwhile = aired.filter(({ second }) => lostSecond <= second && second < cleanAgain);
    expect(meanwhile.length).toBe(cleanAgain - lostSecond);
    for (const each of meanwhile) {
      expect(each).toMatchObject({ room: "slate", rank: 3 });
      expect(["room-stalled", "room-starved", "room-returning", "edge-slate"]).toContain(each.reason);
    }
    // Nobody publishes, or the guest is coming back already.
    const missing = meanwhile.filter(({ reason }) => reason === "room-stalled" || reason === "room-starved");
    expect(missing).not.toEqual([]);
    expect(aired.filter(({ second }) => second >= cleanAgain).map((each) => each.room)).toContain(onAir);
  });

  it("playout killed: viewers see slate at most, and the film where it belongs when it is back", async () => {
    const { begin, viewers } = await airFilm(station, `film-${(tries += 1)}`);
    const pid = pidOf(station, "playout");
    process.kill(pid, "SIGKILL");
    const killedAt = nowSecond();
    const backAt = await untilAnew(station, "playout", pid);
    const onAirAgain = await untilOnAir(station, "asset:long", backAt);
    const to = onAirAgain + AROUND_SECONDS;
    const aired = await whatAired(station, await viewers.through(to), {
      from: killedAt - AROUND_SECONDS,
      to,
      marks: new Map([["asset:long", FILM_MARK]]),
    });
    for (const each of aired) {
      if (each.room === "asset:long") expect(each).toMatchObject({ startSecond: begin, reason: "rundown" });
      else expect(each).toMatchObject({ room: "slate", reason: "edge-slate" });
    }
    // What playout had got on air before it died stays; once it is back, every second is the film.
    const slate = aired.filter(({ room }) => room === "slate").map(({ second }) => second);
    expect(slate.filter((second) => second < killedAt - UNSETTLED_SECONDS || second >= onAirAgain)).toEqual(
      [],
    );
  });

  it("what is not on a film's way to air fails, one after the other: nobody notices", async () => {
    const { begin, viewers } = await airFilm(station, `film-${(tries += 1)}`);
    const from = nowSecond() - AROUND_SECONDS;
    const pid = pidOf(station, "ingest");
    process.kill(pid, "SIGKILL");
    await untilAnew(station, "ingest", pid);
    await station.workers.control.restart();
    const to = nowSecond() + AROUND_SECONDS;
    const film = { room: "asset:long", startSecond: begin, rank: 0, reason: "rundown" };
    const aired = await whatAired(station, await viewers.through(to), {
      from,
      to,
      marks: new Map([["asset:long", FILM_MARK]]),
    });
    for (const each of aired) expect(each).toMatchObject(film);

    // A viewer's requests fail while the Worker of the viewers is away, so this is told by the as-run.
    await station.workers.viewers.restart();
    await untilOnAir(station, "asset:long", nowSecond() + AROUND_SECONDS);
    for (const span of await asRun(station, to))
      expect({ ...span, ...span.room, room: roomName(span.room) }).toMatchObject(film);
    const playlist = await fetch(`${station.urls.worker}/live/main/v360/index.m3u8`);
    expect(await playlist.text()).not.toContain("EXT-X-DISCONTINUITY");
  });

  it("the Worker of the channel is started anew during a film: slate at most, and the film where it belongs", async () => {
    const { begin } = await airFilm(station, `film-${(tries += 1)}`);
    const from = nowSecond() - AROUND_SECONDS;
    await station.workers.channel.restart();
    await untilOnAir(station, "asset:long", nowSecond() + AROUND_SECONDS);
    for (const span of await asRun(station, from)) {
      if (roomName(span.room) === "asset:long")
        expect(span).toMatchObject({ room: { startSecond: begin }, reason: "rundown" });
      else expect(span).toMatchObject({ room: { kind: "slate" }, reason: "edge-slate" });
    }
  });
});

/** Publishes the film for now and waits until it is on air, before viewers; the event is taken back after the test. */
async function airFilm(
  station: StationUnderTest,
  id: string,
): Promise<{ begin: number; viewers: ReturnType<typeof watchBoth> }> {
  const begin = nowSecond() + 4;
  await station.team.publishEvent({
    ...common,
    id,
    slug: id,
    title: "Long",
    kind: "film",
    recording: "recording-long",
    startsAt: begin,
    endsAt: begin + FILM_SECONDS,
  });
  onTestFinished(() => station.team.unpublishEvent(id));
  const viewers = watchBoth(station);
  await untilOnAir(station, "asset:long", begin + AROUND_SECONDS);
  return { begin, viewers };
}

const watchBoth = (
  station: StationUnderTest,
): { through: (second: number) => Promise<readonly [Watched, Watched]> } =>
  watchRenditions(station.urls.worker, ["v360", "audio"]);

function pidOf(station: StationUnderTest, child: "ingest" | "playout"): number {
  const { pid } = station.children[child];
  if (pid === undefined) throw new Error(`${child} does not run`);
  return pid;
}

/** Waits until a killed process has been started anew and listens; the second in which it does. */
async function untilAnew(
  station: StationUnderTest,
  child: "ingest" | "playout",
  killed: number,
): Promise<number> {
  await until(`${child} is back`, 60_000, async () => {
    const { pid } = station.children[child];
    if (pid === undefined || pid === killed) return undefined;
    return (await fetch(`${station.urls[child]}/healthz`).catch(() => undefined))?.status;
  });
  return nowSecond();
}

/** Waits until the newest second of the as-run is of this room, and not before `from`; answers that second. */
async function untilOnAir(station: StationUnderTest, room: string, from = 0): Promise<number> {
  return until(`${room} on air`, 90_000, async () => {
    const newest = (await asRun(station, nowSecond() - 10)).at(-1);
    return newest !== undefined && roomName(newest.room) === room && newest.to > from
      ? newest.to - 1
      : undefined;
  });
}

/** The seconds of `[from, to)`, once all that viewers got fits together: on the wire, decoded, and as told. */
async function whatAired(
  station: StationUnderTest,
  [video, audio]: readonly [Watched, Watched],
  o: { from: number; to: number; marks: ReadonlyMap<string, number> },
): Promise<Aired["seconds"]> {
  for (const each of [video, audio]) expect([...each.problems, ...latticeProblems(each)]).toEqual([]);
  const pictures = await readPictures(video, { width: 640, height: 360 });
  expect(pictures.decodeErrors).toEqual([]);
  const aired = airedSeconds(pictures, { ...o, told: await asRun(station, o.from) });
  expect(aired.wrong).toEqual([]);
  return aired.seconds;
}
