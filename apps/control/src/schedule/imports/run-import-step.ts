import type { LibraryOrder } from "@nonstop/contract/conform";
import { present } from "@nonstop/contract/present";
import { sentence } from "../events/sentence.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import type { Outcome } from "../steps/step-driver.ts";
import { endedImport, type Import, type ImportStep } from "./import.ts";

/** What the steps reach the world through. */
export type ImportDoors = {
  ingest: ConformOrders;
  /** Puts away what an import that ended left where it came from. Rejects when the bucket does not answer. */
  tidy: (one: Import) => Promise<void>;
  nowMs: number;
};

type ImportOutcome = Outcome<Import>;

const JOB_LOOK_MS = 5_000;
const HOUR_MS = 3600_000;
const RENEWED_MS = 90_000;

/** Does one step. Never throws for what ingest answers; repeating it is harmless. */
export async function runImportStep(
  step: ImportStep,
  one: Import,
  doors: ImportDoors,
): Promise<ImportOutcome> {
  switch (step.kind) {
    case "order":
      return order(one, doors);
    case "watch":
      return watch(step.job, one, doors);
    case "give-up": {
      const answer = await doors.ingest.cancel(step.job);
      // Ingest was started anew, or is done with it: there is nothing to give up.
      if (answer.kind !== "ok" && answer.kind !== "gone") return failed(answer);
      return done(({ job: _job, ...rest }) => rest);
    }
    case "tidy":
    default:
      await doors.tidy(one);
      return done((now) =>
        now.ended === undefined ? now : { ...now, ended: { ...now.ended, isTidy: true } },
      );
  }
}

async function order(one: Import, { ingest, nowMs }: ImportDoors): Promise<ImportOutcome> {
  const { id, title, filler, replace, files, bearer, bearerDomains } = one;
  const order: LibraryOrder = {
    source: id,
    files,
    title,
    filler,
    replace,
    ...present({ bearer, bearerDomains }),
  };
  const answer = await ingest.order(one.asset, order);
  if (answer.kind === "refused") return end({ how: "refused", problem: said(answer.message) }, nowMs);
  if (answer.kind !== "ok") return failed(answer);
  const { value } = answer;
  if (value.kind === "job")
    return { ...done((now) => ({ ...now, ordered: true, job: value.job })), isProgress: false };
  // Ingest had accepted it under this name before it was started anew: what stands there is this one.
  if (one.ordered) return end({ how: "ready" }, nowMs);
  const problem = `The library has a piece called ${one.asset} by now. Choose another name, or ask for it to be replaced.`;
  return end({ how: "refused", problem }, nowMs);
}

async function watch(job: string, one: Import, { ingest, nowMs }: ImportDoors): Promise<ImportOutcome> {
  const answer = await ingest.readJob(job);
  if (answer.kind === "gone") return orderAgain("Ingest was started anew and begins where it was.", one);
  if (answer.kind !== "ok") return failed(answer);
  const { state, problem = "Ingest could not conform it.", mayPass, duplicateOf } = answer.value;
  if (state === "ready") return end({ how: "ready" }, nowMs);
  if (state === "duplicate") {
    // The piece that was to be replaced was made of this very file already.
    if (duplicateOf === undefined || duplicateOf === one.asset) return end({ how: "ready" }, nowMs);
    const why = `The library has the same file already, as ${duplicateOf}.`;
    return end({ how: "duplicate", problem: why, duplicateOf }, nowMs);
  }
  if (state !== "failed") return { kind: "wait", afterMs: JOB_LOOK_MS };
  const words = problem.startsWith(`${one.asset}: `) ? problem.slice(one.asset.length + 2) : problem;
  if (mayPass === true) return orderAgain(said(words), one);
  return end({ how: "refused", problem: said(words) }, nowMs);
}

/** What ingest says, as a sentence of its own. */
function said(words: string): string {
  return sentence(words.charAt(0).toUpperCase() + words.slice(1));
}

function orderAgain(message: string, { from }: Pick<Import, "from">): ImportOutcome {
  // What opens a recording of a meeting may be over: it is asked for anew before it is ordered again.
  const askedMs = from === "meeting" ? RENEWED_MS : 0;
  return { kind: "retry", message, askedMs, apply: ({ job: _job, ...rest }) => rest };
}

function end(how: Parameters<typeof endedImport>[1], nowMs: number): ImportOutcome {
  return done((now) => (now.ended === undefined ? endedImport(now, how, nowMs) : now));
}

function done(apply: (one: Import) => Import): Extract<ImportOutcome, { kind: "done" }> {
  return { kind: "done", apply };
}

function failed(answer: Exclude<VendorAnswer<never>, { kind: "ok" }>): ImportOutcome {
  if (answer.kind === "gone") return { kind: "retry", message: "Ingest does not know it." };
  if (answer.kind === "refused") return { kind: "retry", message: answer.message, askedMs: HOUR_MS };
  return answer;
}
