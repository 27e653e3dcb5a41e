import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";
import type { Directory } from "./directory.ts";

/** It is read whole, and pages and searches are made of it here: whatever anybody asks, the object is asked once in a while. */
const directories = new SharedReads<Directory>({ keepMs: () => 2_000, maxWeight: 4 });

export function readDirectory(env: Env, channel: string): Promise<Directory> {
  return directories.read(channel, async () => scheduleOf(env).directory());
}
