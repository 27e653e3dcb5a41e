import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { conformFile } from "@nonstop/station/demo-films";
import { makeFilm } from "@nonstop/sandbox/test-film";
import type { StationUnderTest } from "./station-under-test.ts";

/** A film of the drills: its marks say which it is and which of its pictures is seen. */
export type DrillFilm = { asset: string; title: string; durationSeconds: number; mark: number };

/**
 * Makes films with burnt-in marks, all at once and while `starting` starts; then conforms each into the library and
 * publishes its recording entry.
 */
export async function withFilms(
  starting: Promise<StationUnderTest>,
  films: readonly DrillFilm[],
): Promise<StationUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "nonstop-films-"));
  const fileOf = ({ asset }: DrillFilm): string => join(folder, `${asset}.mp4`);
  try {
    const [station] = await Promise.all([
      starting,
      ...films.map((film) => makeDrillFilm(film, fileOf(film))),
    ]);
    await Promise.all(films.map((film) => addFilm(station, film, fileOf(film))));
    return station;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const makeDrillFilm = (film: DrillFilm, file: string): Promise<void> =>
  makeFilm({
    ...film,
    file,
    // Small, for it has to be drawn and read; its marks are legible all the same when it is conformed.
    width: 320,
    height: 180,
    fps: 30,
    audioRate: 48_000,
    channels: 2,
    marks: true,
    style: "card",
  });

async function addFilm(
  station: StationUnderTest,
  { asset, title, durationSeconds }: DrillFilm,
  file: string,
): Promise<void> {
  await conformFile(station, { asset, title, filler: false, file });
  await station.team.publish("recording", `recording-${asset}`, { title, asset, durationSeconds });
}
