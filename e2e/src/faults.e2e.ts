import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roomName } from "@nonstop/contract/rundown";
import { addFilm } from "./conform-film.ts";
import { watchRendition } from "./hls-viewer.ts";
import { latticeProblems } from "./lattice-problems.ts";
import { guestProcess } from "./guest-process.ts";
import {
  asRun,
  nowSecond,
  sendGuest,
  startStationUnderTest,
  type StationUnderTest,
  until,
  untilSecond,
} from "./station-under-test.ts";

const FILM_SECONDS = 60;
const common = { summary: "", timezone: "Europe/Lisbon" };

describe("when things fail", () => {
  let station: StationUnderTest;

  beforeAll(async () => {
    station = await startStationUnderTest("360p");
    await addFilm(station, { asset: "long", title: "Long", durationSeconds: FILM_SECONDS, mark: 221 });
  });

  afterAll(async () => {
    await station?.end();
  });

  it("a guest killed in mid-show is slate within the next seconds, and on air again when back", async () => {
    const begin = nowSecond() + 12;
    await station.team.publishEvent({
      ...common,
      id: "show",
      slug: "show",
      title: "Show",
      kind: "live",
      startsAt: begin,
      endsAt: begin + 600,
    });
    const meeting = await sendGuest(station, "show", "Ada");
    await untilOnAir(station, "live:e-show");
    const watching = watchRendition(station.urls.worker, "v360", nowSecond() + 18);

    const killed = await guestProcess(station, meeting);
    process.kill(killed, "SIGKILL");
    const killedAt = nowSecond();
    await untilOnAir(station, "slate");
    await untilOnAir(station, "live:e-show");

    const spans = await asRun(station, killedAt - 2);
    const slate = spans.find((span) => span.room.kind === "slate" && span.from >= killedAt - 1);
    expect((slate?.from ?? Number.POSITIVE_INFINITY) - killedAt).toBeLessThanOrEqual(2);
    expect(spans.map((span) => span.reason)).toContainEqual(
      expect.stringMatching(/room-stalled|room-returning/),
    );
    const video = await watching;
    expect([...video.problems, ...latticeProblems(video)]).toEqual([]);
    await station.team.unpublishEvent("show");
  });

  it("playout killed: viewers see slate at most, and the film where it belongs when it is back", async () => {
    const begin = await airFilm(station);
    const watching = Promise.all(
      ["v360", "audio"].map((rendition) => watchRendition(station.urls.worker, rendition, nowSecond() + 20)),
    );
    const pid = station.children.playout.pid;
    if (pid === undefined) throw new Error("playout does not run");
    process.kill(pid, "SIGKILL");
    const killedAt = nowSecond();
    await until("playout is back", 60_000, async () =>
      station.children.playout.pid !== undefined && station.children.playout.pid !== pid ? true : undefined,
    );
    const watched = await watching;
    for (const each of watched) expect([...each.problems, ...latticeProblems(each)]).toEqual([]);

    const rooms = (await asRun(station, killedAt)).filter((span) => span.from > killedAt - 1);
    for (const span of rooms) expect(["asset:long", "slate"]).toContain(roomName(span.room));
    const starts = rooms.flatMap((span) => (span.room.kind === "asset" ? [span.room.startSecond] : []));
    expect(new Set(starts)).toEqual(new Set([begin]));
  });

  it("ingest killed during a film: nobody notices", async () => {
    await airFilm(station);
    const pid = station.children.ingest.pid;
    if (pid === undefined) throw new Error("ingest does not run");
    process.kill(pid, "SIGKILL");
    const killedAt = nowSecond();
    await untilSecond(killedAt + 8);
    const spans = await asRun(station, killedAt);
    // A playout that was given no processor misses a second with or without ingest, and the edge says so.
    const committed = spans.filter((span) => span.reason !== "edge-slate" && span.from <= killedAt + 4);
    expect(new Set(committed.map((span) => roomName(span.room)))).toEqual(new Set(["asset:long"]));
    const seconds = committed.reduce((sum, span) => sum + span.to - Math.max(span.from, killedAt), 0);
    expect(seconds).toBeGreaterThanOrEqual(4);
  });
});

/** Publishes the film for now and waits until it is on air; answers its first second. */
async function airFilm(station: StationUnderTest): Promise<number> {
  const begin = nowSecond() + 4;
  await station.team.publishEvent({
    ...common,
    id: "film",
    slug: "film",
    title: "Long",
    kind: "film",
    recording: "recording-long",
    startsAt: begin,
    endsAt: begin + FILM_SECONDS,
  });
  await untilSecond(begin);
  await untilOnAir(station, "asset:long");
  return begin;
}

/** Waits until the newest span of the as-run is of this room. */
async function untilOnAir(station: StationUnderTest, room: string): Promise<void> {
  await until(`${room} on air`, 90_000, async () => {
    const newest = (await asRun(station, nowSecond() - 10)).at(-1);
    return newest !== undefined && roomName(newest.room) === room ? true : undefined;
  });
}
