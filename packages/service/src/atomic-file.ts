import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

let written = 0;

/** Writes a file so that a reader sees the old or the new one whole, also after a crash. Throws what the disk throws. */
export async function writeAtomic(path: string, content: Uint8Array | string): Promise<void> {
  written += 1;
  const beside = `${path}.${process.pid}-${written}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, content);
    await rename(beside, path);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
}

/** The file's bytes; undefined when it is not there or cannot be read. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
