import { join } from "node:path";
import { conformFile } from "@nonstop/station/demo-films";
import { makeFilm } from "@nonstop/sandbox/test-film";
import type { StationUnderTest } from "./station-under-test.ts";

/** Makes a film with burnt-in marks, conforms it into the library, and publishes its recording entry. */
export async function addFilm(
  station: StationUnderTest,
  film: { asset: string; title: string; durationSeconds: number; mark: number; filler?: boolean },
): Promise<void> {
  const file = join(station.stateDir, `${film.asset}.mp4`);
  await makeFilm({
    file,
    durationSeconds: film.durationSeconds,
    // Small, for it has to be drawn and read; its marks are legible all the same when it is conformed.
    width: 320,
    height: 180,
    fps: 30,
    audioRate: 48_000,
    channels: 2,
    mark: film.mark,
    marks: true,
    title: film.title,
    style: "card",
  });
  await conformFile(station, { asset: film.asset, title: film.title, filler: film.filler ?? false, file });
  await station.team.publish("recording", `recording-${film.asset}`, {
    title: film.title,
    asset: film.asset,
    durationSeconds: film.durationSeconds,
  });
}
