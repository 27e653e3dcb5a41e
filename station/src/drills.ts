import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { REPOSITORY } from "./station.ts";

/** How a drill ended. `summary` is one sentence for people, with the figures. */
export type DrillResult = { passed: boolean; summary: string };

/** What a file of `e2e/drills` exports as `drill`: a trial that takes too long for the tests. */
export type Drill = {
  /** What it does, in a sentence without a full stop. */
  about: string;
  /** Runs it. `args`: what stands behind its name on the command line. */
  run: (args: string[]) => Promise<DrillResult>;
};

const FOLDER = join(REPOSITORY, "e2e/drills");
const BOOK = join(REPOSITORY, "docs/DRILLS.md");
const isDrill = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
const DrillFile = z.object({ drill: z.custom<Drill>(isDrill) });

/** The names of all drills. */
export function drillNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/** Loads a drill by its name. */
export async function loadDrill(name: string): Promise<Drill> {
  return DrillFile.parse(await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href)).drill;
}

/** Writes a result down in docs/DRILLS.md, below those before it. */
export function writeDown(command: string, result: DrillResult): void {
  const day = new Date().toISOString().slice(0, 10);
  const outcome = result.passed ? "passed" : "failed";
  appendFileSync(BOOK, `- ${day}, \`${command}\`: ${outcome}. ${result.summary}\n`);
}
