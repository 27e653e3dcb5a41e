import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startChild } from "../process/children.ts";
import type { Copied, Films } from "../server/world.ts";
import { makeFilm } from "./test-film.ts";

const Probed = z.object({
  streams: z.array(z.object({ width: z.number().positive(), height: z.number().positive() })).min(1),
  format: z.object({ duration: z.coerce.number().positive() }),
});
/** The least time that a copied video is "downloading" before it is "ready". */
const PROCESSING_MS = 1500;
const FILM_SECONDS = 10;
const MOST_FILM_SECONDS = 120;

/** The files of the stand-in: the videos copied into Stream, unchanged, and test films to copy. */
export class StreamFilms implements Films {
  readonly #folder: string;
  readonly #ffmpeg: string;
  readonly #films = new Map<string, Promise<void>>();

  constructor(folder: string, ffmpeg: string) {
    this.#folder = folder;
    this.#ffmpeg = ffmpeg;
    mkdirSync(folder, { recursive: true });
  }

  /** Fetches a file and probes it. Nothing is transcoded, so a download returns the same MP4. */
  async copy(uid: string, url: string, signal: AbortSignal): Promise<Copied> {
    const least = sleep(PROCESSING_MS, undefined, { signal, ref: false }).catch(() => undefined);
    const copied = await this.#fetch(uid, url, signal);
    await least;
    return copied;
  }

  async #fetch(uid: string, url: string, signal: AbortSignal): Promise<Copied> {
    const file = this.#fileOf(uid);
    try {
      const answer = await fetch(url, { signal });
      if (!answer.ok || answer.body === null)
        return { kind: "failed", errReasonCode: "ERR_FETCH_ORIGIN_ERROR" };
      await pipeline(Readable.fromWeb(answer.body), createWriteStream(file));
    } catch {
      return { kind: "failed", errReasonCode: "ERR_FETCH_ORIGIN_ERROR" };
    }
    const probed = Probed.safeParse(await this.#probe(file));
    const [picture] = probed.data?.streams ?? [];
    if (probed.data === undefined || picture === undefined)
      return { kind: "failed", errReasonCode: "ERR_NON_VIDEO" };
    const durationSeconds = probed.data.format.duration;
    return { kind: "copied", durationSeconds, size: statSync(file).size, ...picture };
  }

  /** The MP4 of a video. */
  video(uid: string): Response {
    return fileAnswer(this.#fileOf(uid));
  }

  /** A test film, made when it is first asked for. */
  async film(
    name: string,
    o: { title?: string | undefined; seconds?: string | undefined },
  ): Promise<Response> {
    const asked = Number(o.seconds ?? FILM_SECONDS);
    const durationSeconds = asked >= 1 && asked <= MOST_FILM_SECONDS ? Math.round(asked) : FILM_SECONDS;
    const file = join(this.#folder, `film-${name}-${durationSeconds}.mp4`);
    const making = this.#films.get(file) ?? this.#makeFilm(file, o.title ?? name, durationSeconds);
    this.#films.set(file, making);
    try {
      await making;
    } finally {
      this.#films.delete(file);
    }
    return fileAnswer(file);
  }

  async #makeFilm(file: string, title: string, durationSeconds: number): Promise<void> {
    if (existsSync(file)) return;
    await makeFilm({
      file,
      title,
      durationSeconds,
      width: 640,
      height: 360,
      fps: 25,
      audioRate: 44_100,
      channels: 2,
      mark: 210,
      marks: true,
      style: "drift",
      ffmpeg: this.#ffmpeg,
    });
  }

  #fileOf(uid: string): string {
    return join(this.#folder, `${uid}.mp4`);
  }

  async #probe(file: string): Promise<unknown> {
    const ffprobe = this.#ffmpeg.replace(/ffmpeg(?=[^/]*$)/, "ffprobe");
    const entries = "stream=width,height:format=duration";
    const words = ["-v", "error", "-select_streams", "v", "-show_entries", entries, "-of", "json", file];
    const child = startChild(ffprobe, words, this.#folder);
    let text = "";
    child.stdout.on("data", (part: Buffer) => (text += part.toString()));
    child.stderr.resume();
    await new Promise((resolve) => child.on("close", resolve).on("error", resolve));
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
}

function fileAnswer(file: string): Response {
  if (!existsSync(file)) return new Response("not found", { status: 404 });
  const headers = { "content-type": "video/mp4", "content-length": String(statSync(file).size) };
  return new Response(Readable.toWeb(createReadStream(file)), { headers });
}
