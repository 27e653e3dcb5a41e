/**
 * What became of fetching a file. `mayPass`: the same address may give the file later. `problem` never holds the address, for that
 * may hold a token.
 */
export type FetchAnswer =
  | { kind: "fetched"; bytes: number }
  | { kind: "failed"; problem: string; mayPass: boolean };

export type FetchFailure = Extract<FetchAnswer, { kind: "failed" }>;

/** It will never be given. */
export function refused(problem: string): FetchFailure {
  return { kind: "failed", problem, mayPass: false };
}

/** It may be given later. */
export function later(problem: string): FetchFailure {
  return { kind: "failed", problem, mayPass: true };
}

/** Why a file did not arrive, of an error. The text of the error may hold the address, so only its code is told. */
export function failedBy(error: unknown): FetchFailure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return later("there is no room for it on the disk of ingest now");
  return later(`it did not arrive whole (${typeof code === "string" ? code : "the line broke"})`);
}
