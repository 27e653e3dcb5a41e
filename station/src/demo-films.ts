import { createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ConformJob } from "@nonstop/contract/conform";
import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { makeFilm } from "@nonstop/sandbox/test-film";
import type { Station } from "./station.ts";

/** A recorded piece of the demo. None of them is in the house format, so that all have to be conformed. */
export type DemoFilm = {
  asset: string;
  title: string;
  summary: string;
  durationSeconds: number;
  filler: boolean;
  picture: { width: number; height: number; fps: number };
  sound: { rate: number; channels: 1 | 2 };
  style: "drift" | "card" | "life";
  mark: number;
};

/** The films of the demo. The one that airs first comes first, because it is made first. */
export const DEMO_FILMS: readonly DemoFilm[] = [
  {
    asset: "small-worlds",
    title: "Small Worlds",
    summary: "Cells that live, crowd and vanish by three rules. A short documentary about arithmetic.",
    durationSeconds: 60,
    filler: true,
    picture: { width: 854, height: 480, fps: 60 },
    sound: { rate: 48_000, channels: 2 },
    style: "life",
    mark: 203,
  },
  {
    asset: "slow-light",
    title: "Slow Light",
    summary: "Colours that take their time. A film without a plot, for people with too many tabs.",
    durationSeconds: 75,
    filler: true,
    picture: { width: 960, height: 540, fps: 25 },
    sound: { rate: 44_100, channels: 1 },
    style: "drift",
    mark: 201,
  },
  {
    asset: "test-card-dances",
    title: "The Test Card Dances",
    summary: "What the test card does when everybody has gone home.",
    durationSeconds: 45,
    filler: true,
    picture: { width: 640, height: 480, fps: 30 },
    sound: { rate: 48_000, channels: 2 },
    style: "card",
    mark: 202,
  },
];

/**
 * Makes the demo's films that the library lacks, in `folder`, and has ingest conform them. `marks` burns the marks into
 * their pictures. Throws with ingest's own words when a film cannot be conformed.
 */
export async function fillLibrary(
  station: Pick<Station, "urls" | "secrets">,
  { folder, marks, say }: { folder: string; marks: boolean; say: (line: string) => void },
): Promise<void> {
  const known = await libraryAssets(station);
  mkdirSync(folder, { recursive: true });
  for (const film of DEMO_FILMS) {
    if (known.has(film.asset)) continue;
    const file = join(folder, `${film.asset}.mp4`);
    if (!existsSync(file)) {
      say(`Making the film "${film.title}" ...`);
      await makeFilm({
        file,
        durationSeconds: film.durationSeconds,
        width: film.picture.width,
        height: film.picture.height,
        fps: film.picture.fps,
        audioRate: film.sound.rate,
        channels: film.sound.channels,
        mark: film.mark,
        marks,
        title: film.title,
        style: film.style,
      });
    }
    say(`Conforming "${film.title}" into the library ...`);
    await conformFile(station, { asset: film.asset, title: film.title, filler: film.filler, file });
  }
}

/** Sends a file to ingest and waits until it is an asset. Throws with ingest's own words when it cannot become one. */
export async function conformFile(
  station: Pick<Station, "urls" | "secrets">,
  piece: { asset: string; title: string; filler: boolean; file: string },
): Promise<void> {
  const headers = { authorization: `Bearer ${station.secrets.INGEST_TOKEN}` };
  const query = new URLSearchParams({ title: piece.title, filler: String(piece.filler) });
  const sent = await fetch(`${station.urls.ingest}${routes.libraryPiece(piece.asset)}?${query.toString()}`, {
    method: "PUT",
    headers: { ...headers, "content-length": String(statSync(piece.file).size) },
    body: Readable.toWeb(createReadStream(piece.file)),
    duplex: "half",
  });
  if (sent.status !== 202) throw new Error(`${piece.asset}: ${await sent.text()}`);
  let job = ConformJob.parse(await sent.json());
  while (job.state === "queued" || job.state === "running") {
    await pause(250);
    const asked = await fetch(`${station.urls.ingest}${routes.conformJob(job.job)}`, { headers });
    job = ConformJob.parse(await asked.json());
  }
  if (job.state === "failed") throw new Error(`${piece.asset}: ${job.problem ?? "conforming failed"}`);
}

async function libraryAssets(station: Pick<Station, "urls" | "secrets">): Promise<Set<string>> {
  const answer = await fetch(`${station.urls.worker}${routes.library}`, {
    headers: { authorization: `Bearer ${station.secrets.PRODUCER_TOKEN}` },
  });
  if (!answer.ok) return new Set();
  return new Set(Library.parse(await answer.json()).assets.map((each) => each.asset));
}
