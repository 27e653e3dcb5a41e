import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { z } from "zod";

const Note = z.object({ validator: z.string().optional(), all: z.int().optional() });

/** What is known of a file that has arrived in part: by what its source tells it from another, and how long it is in all. */
export type PartialNote = z.infer<typeof Note>;

/** A file on its way, on the disk: what has come of it outlives this process. */
export class PartialFile {
  /** Where the whole file stands in the end. */
  readonly path: string;
  /** Where what has come of it stands. */
  readonly partPath: string;
  readonly #notePath: string;

  constructor(path: string) {
    this.path = path;
    this.partPath = `${path}.part`;
    this.#notePath = `${path}.part.json`;
  }

  /** Bytes of the whole file; undefined when it is not whole. */
  wholeBytes(): Promise<number | undefined> {
    return sizeOf(this.path);
  }

  /** How much has come, and of what. Without a note it is nothing: nobody knows what it is of. */
  async read(): Promise<PartialNote & { bytes: number }> {
    const [bytes = 0, text] = await Promise.all([
      sizeOf(this.partPath),
      readFile(this.#notePath, "utf8").catch(() => ""),
    ]);
    const note = Note.safeParse(jsonOf(text));
    return note.success ? { ...note.data, bytes } : { bytes: 0 };
  }

  /** Notes of what the bytes are that come now. */
  async note(note: PartialNote): Promise<void> {
    await writeFile(this.#notePath, JSON.stringify(note));
  }

  /** All has come. */
  async finish(): Promise<void> {
    await rename(this.partPath, this.path);
    await rm(this.#notePath, { force: true });
  }

  /** Forgets what has come. */
  async drop(): Promise<void> {
    await rm(this.#notePath, { force: true });
    await rm(this.partPath, { force: true });
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
