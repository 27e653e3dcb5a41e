import { copyFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ARCHIVO = import.meta.resolve("@fontsource-variable/archivo/files/archivo-latin-standard-normal.woff2");

/** Archivo with its width and weight axes, as WOFF2 bytes for the pages. */
export function archivo(): Promise<Buffer> {
  return readFile(fileURLToPath(ARCHIVO));
}

/**
 * Puts the font beside the texts ffmpeg draws and returns its name. ffmpeg is run in that folder, so that no path has to
 * be escaped into a filter graph. FreeType reads WOFF2, so nothing but ffmpeg has to be on the machine.
 */
export function placeFont(folder: string): string {
  const latin = import.meta.resolve("@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2");
  copyFileSync(fileURLToPath(latin), `${folder}/font.woff2`);
  return "font.woff2";
}
