import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { log } from "./log.ts";
import { isRecord } from "../server/unknown-value.ts";

const DEBOUNCE_MS = 200;

/** A value kept in memory and, a moment after each change, on disk. */
export type StateFile<T> = { value: T; changed: () => void; flush: () => void };

/** Opens the JSON file at `path`; a missing or unreadable one starts from `initial`, and the unreadable one is kept aside. */
export function openStateFile<T>(path: string, schema: z.ZodType<T>, initial: () => T): StateFile<T> {
  mkdirSync(dirname(path), { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  const file: StateFile<T> = {
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

// Things are looked up by names that come from outside: where nothing is called `constructor`, nothing must be found.
function withoutPrototypes<T>(value: T): T {
  if (!isRecord(value)) return value;
  for (const part of [value, ...Object.values(value)])
    if (isRecord(part) && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return value;
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
