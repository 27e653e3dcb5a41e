import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { log } from "./log.ts";
import { type Kept, withoutPrototypes } from "../server/world.ts";

const DEBOUNCE_MS = 200;

/**
 * Keeps a value in memory and writes it to the JSON file at `path` a moment after each change. Without a readable file it
 * starts from `initial`. An unreadable file is kept aside.
 */
export function openStateFile<T>(path: string, schema: z.ZodType<T>, initial: () => T): Kept<T> {
  mkdirSync(dirname(path), { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  const file: Kept<T> = {
    value: withoutPrototypes(load(path, schema) ?? initial()),
    changed: () => {
      timer ??= setTimeout(file.flush, DEBOUNCE_MS);
    },
    flush: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      writeFileSync(`${path}.new`, JSON.stringify(file.value));
      renameSync(`${path}.new`, path);
    },
  };
  return file;
}

function load<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    renameSync(path, `${path}.unreadable`);
    log("state-unreadable", { path, problem: String(error).slice(0, 200) });
    return undefined;
  }
}
