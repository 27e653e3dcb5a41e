import type { LibraryOrder } from "@nonstop/contract/conform";
import { sentence } from "../events/sentence.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import { backOffMs } from "../steps/back-off.ts";
import type { Promo } from "./promo.ts";

const JOB_LOOK_MS = 10_000;
/** What ingest cannot draw it may be able to draw when it was set up better. */
const REFUSED_AGAIN_MS = 6 * 3600_000;
const MAX_TITLE = 200;

type Doors = { ingest: ConformOrders; pieces: Pick<PieceStore, "has" | "know">; nowMs: number };

/** Goes one step on with a promo that is wanted. Answers it as it is then; repeating it is harmless. */
export async function makePromo(promo: Promo, doors: Doors): Promise<Promo> {
  if (promo.isMade || doors.pieces.has(promo.asset)) return made(promo);
  return promo.job === undefined ? order(promo, doors) : watch(promo, promo.job, doors);
}

async function order(promo: Promo, { ingest, pieces, nowMs }: Doors): Promise<Promo> {
  const { asset, airing, card } = promo;
  // Known before the piece is there, so that it never airs as anything else.
  pieces.know(asset, { tags: ["promo", `promo-for:${airing.toLowerCase()}`] });
  const title = Array.from(`Coming up: ${card.title}`).slice(0, MAX_TITLE).join("").slice(0, MAX_TITLE);
  const order: LibraryOrder = { source: asset, card, title: title.toWellFormed().trim() };
  const answer = await ingest.order(asset, order);
  const ordered = { ...promo, ordered: true };
  if (answer.kind === "refused" || answer.kind === "gone")
    return refused(ordered, answer.kind === "refused" ? answer.message : "Ingest knows no promos.", nowMs);
  if (answer.kind !== "ok") return later(ordered, nowMs);
  // The order before this one was carried out, and its answer was lost.
  if (answer.value.kind === "name-taken") return made(ordered);
  return { ...withoutProblem(ordered), job: answer.value.job, dueMs: nowMs + JOB_LOOK_MS };
}

async function watch(promo: Promo, job: string, { ingest, nowMs }: Doors): Promise<Promo> {
  const answer = await ingest.readJob(job);
  const { job: _job, ...again } = promo;
  if (answer.kind === "gone") return { ...again, dueMs: nowMs };
  if (answer.kind !== "ok")
    return answer.kind === "refused" ? refused(promo, answer.message, nowMs) : later(promo, nowMs);
  const { state, problem = "Ingest could not draw it.", mayPass } = answer.value;
  if (state === "ready") return made(promo);
  if (state !== "failed" && state !== "duplicate") return { ...promo, dueMs: nowMs + JOB_LOOK_MS };
  return mayPass === true ? later(again, nowMs) : refused(again, problem, nowMs);
}

/** A piece that a producer deletes is not made again. */
function made(promo: Promo): Promo {
  const { job: _job, dueMs: _dueMs, ...rest } = withoutProblem(promo);
  return { ...rest, isMade: true, faults: 0 };
}

/** It is tried again by itself, and nothing else is made meanwhile: what is in the way is in the way of all. */
function later(promo: Promo, nowMs: number): Promo {
  const faults = promo.faults + 1;
  return { ...withoutProblem(promo), faults, dueMs: nowMs + backOffMs(faults) };
}

function refused(promo: Promo, message: string, nowMs: number): Promo {
  const words = message.startsWith(`${promo.asset}: `) ? message.slice(promo.asset.length + 2) : message;
  const problem = sentence(words.charAt(0).toUpperCase() + words.slice(1));
  return { ...promo, problem, faults: promo.faults + 1, dueMs: nowMs + REFUSED_AGAIN_MS };
}

function withoutProblem({ problem: _problem, ...promo }: Promo): Promo {
  return promo;
}
