import { mkdir, readdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { groupsOf, type InboxGroup } from "@nonstop/contract/inbox-files";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import type { EdgeClient } from "../edge/edge-client.ts";

const LOOK_MS = 5_000;
const LOOKS_UNTIL_ASKED = 3;
const DONE = "done";
const REFUSED = "refused";
const MAX_TEXT_BYTES = 5_000_000;
const MAX_PICTURE_BYTES = 5_000_000;

type Seen = { bytes: number; modifiedMs: number };

/**
 * Takes recordings out of a folder. A file counts when nothing of it has changed from one look to the next. The schedule says what becomes
 * of it and orders it; what was taken in is moved to `done/`, what cannot be used to `refused/` with the reason beside it.
 */
export class WatchFolder {
  readonly #folder: string;
  readonly #edge: Pick<EdgeClient, "tellArrival">;
  readonly #log: Log;
  readonly #lookMs: number;
  #seen = new Map<string, Seen>();
  /** When the schedule is asked again what has become of a file. */
  readonly #askedAgainMs = new Map<string, number>();
  /** What is wrong with the folder: it is logged once. */
  #fault: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(o: {
    folder: string;
    edge: Pick<EdgeClient, "tellArrival">;
    log: Log;
    /** Shorter in tests. */
    lookMs?: number | undefined;
  }) {
    this.#folder = o.folder;
    this.#edge = o.edge;
    this.#log = o.log;
    this.#lookMs = o.lookMs ?? LOOK_MS;
  }

  /** Looks into the folder now and again. */
  start(): void {
    void this.#look().finally(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), this.#lookMs);
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** The file of this path in the folder; undefined when there is none, or it leads out of the folder. */
  async find(path: string): Promise<string | undefined> {
    try {
      const [folder, file] = await Promise.all([realpath(this.#folder), realpath(join(this.#folder, path))]);
      return file.startsWith(folder + sep) ? file : undefined;
    } catch {
      return undefined;
    }
  }

  async #look(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const paths = await this.#paths();
      const seen = new Map<string, Seen>();
      for (const path of paths) {
        const found = await stat(join(this.#folder, path)).catch(() => undefined);
        if (found !== undefined) seen.set(path, { bytes: found.size, modifiedMs: found.mtimeMs });
      }
      const before = this.#seen;
      this.#seen = seen;
      const isStill = (path: string): boolean =>
        JSON.stringify(before.get(path)) === JSON.stringify(seen.get(path));
      for (const group of groupsOf([...seen.keys()]))
        if (!this.#stopped && filesOf(group).every(isStill)) await this.#tell(group, seen.get(group.film));
      this.#fault = undefined;
    } catch (error) {
      const fault = messageOf(error);
      if (fault !== this.#fault) this.#log("watch-failed", { problem: fault });
      this.#fault = fault;
    }
  }

  async #paths(): Promise<string[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) =>
      join(parentPath, name).slice(join(this.#folder, sep).length).split(sep).join("/"),
    );
    return paths.filter((path) => !path.startsWith(`${DONE}/`) && !path.startsWith(`${REFUSED}/`)).sort();
  }

  async #tell(group: InboxGroup, seen: Seen | undefined): Promise<void> {
    if (seen === undefined || performance.now() < (this.#askedAgainMs.get(group.film) ?? 0)) return;
    this.#askedAgainMs.set(group.film, performance.now() + this.#lookMs * LOOKS_UNTIL_ASKED);
    const { film, sidecar, words, poster } = group;
    const texts = await Promise.all(words.map((path) => this.#text(path)));
    const text = sidecar === undefined ? undefined : await this.#text(sidecar);
    const picture = poster === undefined ? undefined : await this.#picture(poster);
    const answer = await this.#edge.tellArrival({
      path: film,
      ...seen,
      words: words.map((path, index) => ({ name: basename(path), text: texts[index] ?? "" })),
      ...(text === undefined ? {} : { sidecar: text }),
      ...(picture === undefined ? {} : { poster: picture }),
    });
    if (answer === undefined || answer.kind === "accepted") return;
    this.#askedAgainMs.delete(film);
    await this.#putAway(group, answer.kind === "done" ? undefined : answer.why);
  }

  async #putAway(group: InboxGroup, why: string | undefined): Promise<void> {
    const folder = why === undefined ? DONE : REFUSED;
    for (const path of filesOf(group)) {
      const to = join(this.#folder, folder, path);
      await mkdir(dirname(to), { recursive: true });
      await rename(join(this.#folder, path), to);
    }
    if (why !== undefined)
      await writeFile(join(this.#folder, folder, `${group.film}.reason.txt`), `${why}\n`);
    this.#log("watched", { path: group.film, kind: folder, ...(why === undefined ? {} : { problem: why }) });
  }

  async #text(path: string): Promise<string> {
    const bytes = await readFile(join(this.#folder, path));
    return bytes.length > MAX_TEXT_BYTES ? "" : bytes.toString("utf8");
  }

  async #picture(path: string): Promise<string> {
    const bytes = await readFile(join(this.#folder, path));
    // What is too large is no picture of ours: the schedule says so.
    return bytes.length > MAX_PICTURE_BYTES ? "too large" : bytes.toString("base64");
  }
}

function filesOf({ film, sidecar, words, poster }: InboxGroup): string[] {
  return [film, ...words, ...[sidecar, poster].filter((path) => path !== undefined)];
}
