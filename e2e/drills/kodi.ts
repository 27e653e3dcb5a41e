import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { routes } from "@nonstop/contract/routes";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import { ensureTools, type Tool } from "@nonstop/station/prerequisites";
import { withFilms } from "../src/conform-film.ts";
import { nowSecond, startStationUnderTest, type StationUnderTest, until } from "../src/station-under-test.ts";
import { type Broadcast, Kodi } from "./kodi/kodi.ts";

const FILM_SECONDS = 30;
const FILMS = [
  { asset: "first", title: "First", mark: 211, durationSeconds: FILM_SECONDS },
  { asset: "second", title: "Second", mark: 212, durationSeconds: FILM_SECONDS },
];
const [FIRST, SECOND] = FILMS;
/** The second film is on, one time after the other, for as long as Kodi is looked at. */
const SECONDS_TIMES = 10;
const QUIET = 0.003;
/** Where the XMLTV tools keep their DTD, so that nothing is fetched. */
const DTD = "/usr/share/xmltv/xmltv.dtd";
const SEEK_SECONDS = 20;
const LOOKS = 20;

const tool = (command: string, ...aptPackages: string[]): Tool => ({ command, aptPackages, what: command });
const TOOLS = [
  tool("kodi", "kodi", "kodi-pvr-iptvsimple", "kodi-inputstream-adaptive", "kodi-inputstream-ffmpegdirect"),
  tool("Xvfb", "xvfb"),
  tool("pulseaudio", "pulseaudio"),
  tool("parec", "pulseaudio-utils"),
  tool("tv_validate_file", "xmltv-util"),
];

export const drill: Drill = {
  about: "plays the channel in a real Kodi, live and caught up from its guide, and validates the XMLTV",
  run: async () => {
    const tools = ensureTools(TOOLS);
    if (tools.kind === "missing") return { passed: false, summary: tools.message };
    const station = await withFilms(startStationUnderTest("360p"), FILMS);
    const home = mkdtempSync(join(tmpdir(), "nonstop-kodi-"));
    const kodi = new Kodi({ home, station: station.urls.worker, port: 18_080, display: 77 });
    try {
      return await watch(station, kodi, home);
    } finally {
      await kodi.end();
      if (process.env["KEEP_STATE"] === undefined) rmSync(home, { recursive: true, force: true });
      await station.end();
    }
  },
};

async function watch(station: StationUnderTest, kodi: Kodi, home: string): Promise<DrillResult> {
  if (FIRST === undefined || SECOND === undefined) throw new Error("two films are wanted");
  const begin = nowSecond() + 15;
  const show = (id: string, film: (typeof FILMS)[number], startsAt: number): Promise<void> =>
    station.team.publishEvent({
      id,
      slug: id,
      title: film.title,
      summary: "",
      kind: "film",
      timezone: "UTC",
      recording: `recording-${film.asset}`,
      startsAt,
      endsAt: startsAt + FILM_SECONDS,
    });
  await show("first", FIRST, begin);
  for (let time = 1; time <= SECONDS_TIMES; time += 1)
    await show(`second-${time}`, SECOND, begin + time * FILM_SECONDS);
  await pause((begin + FILM_SECONDS + 20 - nowSecond()) * 1000);
  const problems = await xmltvProblems(station, home);

  const channelid = await kodi.start();
  await kodi.play({ channelid });
  if (!(await shows(kodi, SECOND.mark))) problems.push("live, Kodi does not show what is on air");
  if ((await kodi.loudness()) < QUIET) problems.push("live, Kodi is silent");
  await kodi.stop();

  const broadcasts = await kodi.broadcasts(channelid);
  const named = (title: string): Broadcast | undefined => broadcasts.find((one) => one.title === title);
  const first = named(FIRST.title);
  for (const title of [FIRST.title, SECOND.title, "Between programmes"])
    if (named(title) === undefined) problems.push(`Kodi's guide lacks ${title}`);
  if (broadcasts.some(({ genre }) => genre.join("") === "")) problems.push("a programme has no genre");
  if (first !== undefined) {
    await kodi.play({ broadcastid: first.broadcastid });
    if (!(await shows(kodi, FIRST.mark))) problems.push("caught up, Kodi does not show what aired");
    if ((await kodi.loudness()) < QUIET) problems.push("caught up, Kodi is silent");
    const before = (await kodi.marks())?.frame ?? 0;
    await kodi.seek(SEEK_SECONDS);
    const isThere = await shows(kodi, FIRST.mark, before + 150);
    if (!isThere) problems.push("caught up, Kodi does not seek");
  }
  const told = `${broadcasts.length} programmes in Kodi's guide`;
  return {
    passed: problems.length === 0,
    summary:
      problems.length === 0
        ? `${told}; picture and sound live, and of a programme from its guide, also after a seek; tv_validate_file finds nothing.`
        : `${told}; ${problems.join("; ")}.`,
  };
}

/** Whether its screen comes to show pictures with a mark, from picture `from` of them on. */
async function shows(kodi: Kodi, mark: number, from = 0): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await kodi.marks();
    if (seen?.room === mark && seen.frame >= from) return true;
    await pause(1000);
  }
  return false;
}

async function xmltvProblems(station: StationUnderTest, home: string): Promise<string[]> {
  const file = join(home, "main.xml");
  const text = await until("the guide", 10_000, async () => {
    const answer = await fetch(station.urls.worker + routes.epg("main", "xml"));
    return answer.ok ? answer.text() : undefined;
  });
  writeFileSync(file, text);
  const run = spawnSync("tv_validate_file", ["--dtd-file", DTD, file], { encoding: "utf8" });
  return run.status === 0 ? [] : [`tv_validate_file: ${`${run.stdout}${run.stderr}`.trim().slice(0, 500)}`];
}
