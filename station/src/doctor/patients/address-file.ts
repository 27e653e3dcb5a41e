import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Addresses = z.object({
  worker: z.url(),
  ingest: z.url(),
  contentful: z.url(),
  zoom: z.url(),
});
/** Where a station of this machine is, and its stand-ins. */
export type Addresses = z.infer<typeof Addresses>;

const fileIn = (stateDir: string): string => join(stateDir, "addresses.json");

/** Writes down where a station of this machine is, for commands beside it. */
export function writeAddresses(stateDir: string, addresses: Addresses): void {
  writeFileSync(fileIn(stateDir), JSON.stringify(addresses));
}

/** Where the station of a state folder is; undefined when none was started from it. */
export function readAddresses(stateDir: string): Addresses | undefined {
  if (!existsSync(fileIn(stateDir))) return undefined;
  try {
    return Addresses.parse(JSON.parse(readFileSync(fileIn(stateDir), "utf8")));
  } catch {
    return undefined;
  }
}
