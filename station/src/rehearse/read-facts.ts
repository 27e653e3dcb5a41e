import { readFileSync } from "node:fs";
import { archivedFacts } from "@nonstop/control/archived-facts";
import { ErrorBody } from "@nonstop/contract/error-body";
import { ReadThroughFacts } from "@nonstop/contract/read-through";
import { routes } from "@nonstop/contract/routes";
import type { Second } from "@nonstop/contract/time";
import type { StationDoor } from "../archives/which-station.ts";
import { StorageInMemory } from "./storage-in-memory.ts";

export type FactsAnswer = { kind: "facts"; facts: ReadThroughFacts } | { kind: "none"; message: string };

/** A window in seconds, as the door counts it. */
export type Window = { from: Second; hours: number };

const TIMEOUT_MS = 30_000;

/** Reads the facts of a window from a station. */
export async function factsOfStation(
  { url, operatorToken }: StationDoor,
  { from, hours }: Window,
): Promise<FactsAnswer> {
  try {
    const answer = await fetch(`${url}${routes.readThrough}?from=${from}&hours=${hours}`, {
      headers: { authorization: `Bearer ${operatorToken}` },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    if (!answer.ok) return none(`${url} refuses: ${refusalIn(text) ?? `status ${answer.status}`}`);
    const facts = ReadThroughFacts.safeParse(JSON.parse(text));
    return facts.success
      ? { kind: "facts", facts: facts.data }
      : none(`${url} answers something that is no answer of this release.`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return none(`${url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

/** Reads the facts of a window from an archive of a station. */
export async function factsOfArchive(file: string, { from, hours }: Window): Promise<FactsAnswer> {
  const bytes = new Blob([new Uint8Array(readFileSync(file))]).stream();
  const read = await archivedFacts(bytes, new StorageInMemory(), { from, to: from + hours * 3600 });
  return read.kind === "facts" ? read : none(`${file}: ${read.message}`);
}

const none = (message: string): FactsAnswer => ({ kind: "none", message });

function refusalIn(text: string): string | undefined {
  try {
    const { message, cure } = ErrorBody.parse(JSON.parse(text)).error;
    return cure === undefined ? message : `${message} ${cure}`;
  } catch {
    return undefined;
  }
}
