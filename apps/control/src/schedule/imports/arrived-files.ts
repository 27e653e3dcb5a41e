import type { OrderedFile } from "@nonstop/contract/conform";
import { type ArrivedAnswer, type ArrivedFile, Language } from "@nonstop/contract/imports";
import { sha256Hex } from "@nonstop/door/hmac";
import { log } from "@nonstop/door/log";
import { type Cue, readCues, writeVtt } from "@nonstop/media/cue-file";
import { storePoster } from "../library/poster.ts";
import { addRefusal } from "./add-refusal.ts";
import type { ImportDesk } from "./import-desk.ts";
import { placeOf } from "@nonstop/contract/inbox-files";
import { readSidecar } from "./read-sidecar.ts";

/** A recording that lies somewhere with what stands beside it. */
export type FoundFile = {
  id: string;
  from: "folder" | "bucket";
  /** Its path: folders are tags, its name is its title where no sidecar says another. */
  path: string;
  file: OrderedFile;
  sidecar: string | undefined;
  words: readonly { name: string; text: string }[];
  poster: Uint8Array<ArrayBuffer> | undefined;
  /** Keys of the bucket that are put away with it. */
  objects: string[];
};

/** Where an import's words wait until it is a piece. */
export function waitingWordsKey(id: string, language: string): string {
  return `imports/${id}/${language}.vtt`;
}

const MAX_POSTER_BYTES = 4_000_000;

/** Takes recordings that were laid into a folder or the bucket, or says why one cannot be used. */
export class ArrivedFiles {
  readonly #o: { desk: ImportDesk; media: R2Bucket; timezone: string };

  constructor(o: { desk: ImportDesk; media: R2Bucket; timezone: string }) {
    this.#o = o;
  }

  /** Takes a recording that lies in ingest's watched folder. */
  async fromFolder(file: ArrivedFile, nowMs: number): Promise<ArrivedAnswer> {
    const { path, bytes, modifiedMs, sidecar, words, poster } = file;
    const mark = await sha256Hex(`${path} ${bytes} ${modifiedMs}`);
    return this.take(
      {
        id: `folder-${mark.slice(0, 24)}`,
        from: "folder",
        path,
        file: { watched: path },
        sidecar,
        words,
        poster: poster === undefined ? undefined : bytesOfBase64(poster),
        objects: [],
      },
      nowMs,
    );
  }

  /** Takes a recording. One that is known is answered as it stands. */
  async take(found: FoundFile, nowMs: number): Promise<ArrivedAnswer> {
    const known = this.#o.desk.find(found.id);
    if (known?.ended !== undefined) {
      const why = known.problem ?? "It was given up.";
      const isTaken = known.ended.how === "ready" || known.ended.how === "duplicate";
      return isTaken ? { kind: "done", import: found.id } : { kind: "refused", why };
    }
    if (known !== undefined) return { kind: "accepted", import: found.id };
    const answer = await this.#taken(found, nowMs);
    log("arrived", { from: found.from, path: found.path, kind: answer.kind });
    return answer;
  }

  async #taken(found: FoundFile, nowMs: number): Promise<ArrivedAnswer> {
    const { desk, media, timezone } = this.#o;
    const { name, folders } = placeOf(found.path);
    const read = readSidecar(found.sidecar, { timezone, folders });
    if (read.kind === "wrong") return { kind: "refused", why: read.why };
    const { title = titleOf(name), asset, filler = false, replace = false, language } = read.sidecar;
    if (replace && asset === undefined)
      return { kind: "refused", why: "asset: must name the piece that is replaced. Add it to the sidecar." };
    const words = readWords(found.words, language ?? "und", name);
    if (words.kind === "wrong") return { kind: "refused", why: words.why };
    let facts = read.facts;
    if (found.poster !== undefined) {
      const isSmall = found.poster.byteLength <= MAX_POSTER_BYTES;
      const poster = isSmall ? await storePoster(media, found.poster) : undefined;
      if (poster === undefined)
        return {
          kind: "refused",
          why: "The picture is no JPEG, PNG or WebP of up to 4 MB. Export it again.",
        };
      facts = { ...facts, poster };
    }
    for (const [spoken, cues] of words.cues)
      await media.put(waitingWordsKey(found.id, spoken), writeVtt(cues));
    const { id, from, file, objects } = found;
    const wish = { title, asset, filler, replace, facts, words: [...words.cues.keys()] };
    const added = desk.add({ id, from, files: [file], objects, ...wish }, nowMs);
    if (added.kind === "added" || added.kind === "known") return { kind: "accepted", import: id };
    if (added.kind === "full") return { kind: "accepted", import: id };
    const { error } = addRefusal(added).body;
    return { kind: "refused", why: `${error.message} ${error.cure ?? ""}`.trim() };
  }
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

/** `sea-of_lisbon` as people write it. */
function titleOf(name: string): string {
  const words = name.replaceAll(/[_]+/g, " ").trim().slice(0, 200);
  return words === "" ? "Recording" : words;
}

/** Words by their language: `film.pt.srt` is in Portuguese, `film.srt` in the language that the sidecar says. */
function readWords(
  files: FoundFile["words"],
  language: string,
  base: string,
): { kind: "words"; cues: Map<string, Cue[]> } | { kind: "wrong"; why: string } {
  const cues = new Map<string, Cue[]>();
  for (const { name, text } of files) {
    const named = name.slice(base.length).split(".").at(-2) ?? "";
    const spoken = named === "" ? language : named;
    if (!Language.safeParse(spoken).success)
      return { kind: "wrong", why: `${name}: ${spoken} is no language. Name it such as ${base}.pt.srt.` };
    const read = readCues(text);
    if (read.kind === "malformed")
      return { kind: "wrong", why: `${name}, line ${read.line}: ${read.problem}. Correct it there.` };
    cues.set(spoken, read.cues);
  }
  return { kind: "words", cues };
}
