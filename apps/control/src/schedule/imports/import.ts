import { OrderedFile } from "@nonstop/contract/conform";
import { ImportFrom, type ImportStatus } from "@nonstop/contract/imports";
import { PieceFacts } from "@nonstop/contract/library";
import { AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import type { ConformJob } from "@nonstop/contract/conform";
import { z } from "zod";
import type { Idle } from "../steps/step-driver.ts";

/** How an import ended, and what is still to be done about it afterwards. */
const Ended = z.object({
  how: z.enum(["ready", "duplicate", "refused", "cancelled"]),
  atMs: z.number(),
  /** What it left where it came from was put away. */
  isTidy: z.boolean(),
});

/** A recording on its way into the library, as the schedule keeps it. Its addresses may hold tokens: they are told to ingest alone. */
export const Import = z.object({
  id: z.string(),
  from: ImportFrom,
  /** The name it has, or is to have, in the library. */
  asset: AssetId,
  title: z.string(),
  filler: z.boolean(),
  replace: z.boolean(),
  facts: PieceFacts,
  files: z.array(OrderedFile),
  /** A secret that opens the addresses. */
  bearer: z.string().optional(),
  bearerDomains: z.array(z.string()).optional(),
  /** Languages whose words wait in the bucket until it is a piece. */
  words: z.array(z.string()).default([]),
  /** Keys of the bucket that came with it, and are put away with it. */
  objects: z.array(z.string()).default([]),
  askedMs: z.number(),
  ordered: z.boolean().default(false),
  job: z.string().optional(),
  ended: Ended.optional(),
  problem: z.string().optional(),
  duplicateOf: AssetId.optional(),
  attempt: z.int().min(0).default(0),
  lastError: z.string().optional(),
  dueMs: z.number().optional(),
});
export type Import = z.infer<typeof Import>;

export type ImportStep =
  | { kind: "order" }
  | { kind: "watch"; job: string }
  | { kind: "give-up"; job: string }
  | { kind: "tidy" };

/** What to do next for an import. Pure; every step may be repeated without harm. */
export function nextImportStep(one: Import): ImportStep | Idle {
  const { ended, job } = one;
  if (ended === undefined) return job === undefined ? { kind: "order" } : { kind: "watch", job };
  if (ended.how === "cancelled" && job !== undefined) return { kind: "give-up", job };
  return ended.isTidy ? { kind: "done" } : { kind: "tidy" };
}

/** An import that ended. */
export function endedImport(
  one: Import,
  end: { how: "ready" | "duplicate" | "refused" | "cancelled"; problem?: string; duplicateOf?: AssetId },
  nowMs: number,
): Import {
  const { how, ...why } = end;
  const { bearer: _bearer, ...rest } = one;
  // Nobody fetches its files any more, so nobody needs what opens them.
  const files = rest.files.map(({ url, ...file }) =>
    url === undefined ? file : { ...file, url: new URL(url).origin },
  );
  return { ...rest, files, ...why, ended: { how, atMs: nowMs, isTidy: false }, dueMs: nowMs };
}

/** What producers see of it. `job`: what ingest says of it just now. */
export function importStatus(one: Import, job: ConformJob | undefined): ImportStatus {
  const { id, asset, title, from, askedMs, duplicateOf } = one;
  const { state, progress } = stateOf(one, job);
  const problem = one.problem ?? (one.ended === undefined ? one.lastError : undefined);
  return {
    import: id,
    asset,
    title,
    from,
    state,
    progress,
    askedAt: secondOf(askedMs),
    ...present({ problem, duplicateOf, bytes: state === "arriving" ? job?.bytes : undefined }),
  };
}

function stateOf(one: Import, job: ConformJob | undefined): Pick<ImportStatus, "state" | "progress"> {
  if (one.ended !== undefined) return { state: one.ended.how, progress: one.ended.how === "ready" ? 1 : 0 };
  if (job?.state === "arriving") {
    const { arrived = 0, all = 0 } = job.bytes ?? {};
    return { state: "arriving", progress: all === 0 ? 0 : Math.min(1, arrived / all) };
  }
  if (job?.state === "running" || job?.state === "ready")
    return { state: "conforming", progress: job.progress };
  return { state: "waiting", progress: 0 };
}
