import { beforeEach, expect, it, vi } from "vitest";
import type { Chore } from "../chores/chore-list.ts";
import { afterOneStep, type Progress } from "./one-by-one.ts";
import { StepDriver, type Outcome, type StepTable } from "./step-driver.ts";

type Piece = Progress & { id: string; stage: number; problem?: string };
type Step = { kind: "look" } | { kind: "make" } | { kind: "tell" };

const START_MS = 1_800_000_000_000;
let nowMs: number;
let kept: Map<string, Piece>;
/** What the steps come to, one after the other. */
let outcomes: Outcome<Piece>[];
/** Happens while a step is done. */
let meanwhile: (step: Step) => Promise<void> | void;
beforeEach(() => {
  nowMs = START_MS;
  kept = new Map([["a", { id: "a", stage: 0, attempt: 0, dueMs: START_MS }]]);
  outcomes = [];
  meanwhile = () => undefined;
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

const due = (): Piece[] => [...kept.values()].filter(({ dueMs = Infinity }) => dueMs <= nowMs);
const table: StepTable<Piece, Step, "pieces" | "words"> = {
  name: "piece",
  lanes: ["pieces", "words"],
  idOf: ({ id }) => id,
  read: (id) => kept.get(id),
  write: (piece) => void kept.set(piece.id, piece),
  remove: (id) => void kept.delete(id),
  due,
  nextDueMs: (now) => [...kept.values()].flatMap(({ dueMs = 0 }) => (dueMs > now ? [dueMs] : []))[0],
  steps: ({ stage, id }) => ({
    pieces: ([{ kind: "look" }, { kind: "make" }] as const)[stage] ?? { kind: "done" },
    words: id === "talker" ? { kind: "tell" } : { kind: "done" },
  }),
  async run(step) {
    await meanwhile(step);
    const outcome = outcomes.shift();
    if (outcome === undefined) throw new Error("https://secret.test");
    return outcome;
  },
  after: (piece, done) =>
    afterOneStep(piece, done, (tried, problem) => ({ ...tried, problem, dueMs: undefined })),
  atRest: (piece) => ({ ...piece, attempt: 0, lastError: undefined, dueMs: undefined }),
};
const next: Outcome<Piece> = { kind: "done", apply: (piece) => ({ ...piece, stage: piece.stage + 1 }) };

/** Nothing else can happen within one turn. */
const turn = (): Promise<void> => Promise.resolve();

const named = (chores: readonly Chore[], name: string): Chore => {
  const chore = chores.find((each) => each.name === name);
  if (chore === undefined) throw new Error(`there is no chore ${name}`);
  return chore;
};

/** Runs the first chore that is due. */
async function drive(): Promise<Piece | undefined> {
  const chores = new StepDriver(table, () => nowMs).chores();
  await chores.find((chore) => (chore.dueMs() ?? Infinity) <= nowMs)?.run(nowMs);
  return kept.get("a");
}

it("takes one step a run, and settles when there is none left", async () => {
  outcomes = [next, next];
  expect(await drive()).toMatchObject({ stage: 1, dueMs: nowMs });
  expect(await drive()).toMatchObject({ stage: 2, dueMs: nowMs });
  expect(await drive()).toMatchObject({ stage: 2, dueMs: undefined });
});

it("waits longer after each failure, and never less than asked for; progress begins anew", async () => {
  outcomes = [{ kind: "retry", message: "busy" }, { kind: "retry", message: "busy", askedMs: 60_000 }, next];
  expect(await drive()).toMatchObject({ attempt: 1, lastError: "busy", dueMs: nowMs + 1_000 });
  nowMs += 1_000;
  expect(await drive()).toMatchObject({ attempt: 2, dueMs: nowMs + 60_000 });
  nowMs += 60_000;
  expect(await drive()).toMatchObject({ stage: 1, attempt: 0, lastError: undefined, dueMs: nowMs });
});

it("a step that throws is tried again, and its text is not kept", async () => {
  expect(await drive()).toMatchObject({ attempt: 1, lastError: "An unforeseen Error.", stage: 0 });
});

it("what only people can cure is left to the table", async () => {
  outcomes = [{ kind: "fault", message: "no scope" }];
  expect(await drive()).toMatchObject({ problem: "no scope", attempt: 0, dueMs: undefined });
});

it("forgets what is no more", async () => {
  outcomes = [{ kind: "forget" }];
  expect(await drive()).toBeUndefined();
});

it.each([next, { kind: "retry", message: "busy", askedMs: 60_000 }, { kind: "forget" }] as const)(
  "what a webhook changed meanwhile is kept, and looked at at once (%j)",
  async (outcome) => {
    outcomes = [outcome];
    meanwhile = () => void kept.set("a", { id: "a", stage: 1, attempt: 0, dueMs: nowMs, problem: "told" });
    expect(await drive()).toMatchObject({ problem: "told", attempt: 0, dueMs: nowMs });
  },
);

it("no item takes two steps of one lane at once, and the others go on", async () => {
  kept.set("b", { id: "b", stage: 0, attempt: 0, dueMs: START_MS });
  const pieces = named(new StepDriver(table, () => nowMs).chores(), "pieces");
  let finish = (): void => undefined;
  const hangs = [new Promise<void>((resolve) => (finish = resolve))];
  meanwhile = () => hangs.pop();
  outcomes = [next, next];
  const running = pieces.run(nowMs);
  await turn();
  await pieces.run(nowMs);
  expect([...kept.values()].map(({ stage }) => stage)).toEqual([0, 1]);
  finish();
  await running;
  expect([...kept.values()].map(({ stage }) => stage)).toEqual([1, 1]);
});

it("a step that hangs keeps no step of another lane waiting", async () => {
  kept = new Map([["talker", { id: "talker", stage: 0, attempt: 0, dueMs: START_MS }]]);
  const chores = new StepDriver(table, () => nowMs).chores();
  let finish = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (finish = resolve));
  const told: string[] = [];
  meanwhile = (step) => (step.kind === "look" ? hangs : void told.push(step.kind));
  outcomes = [next, next];
  const looking = named(chores, "pieces").run(nowMs);
  await named(chores, "words").run(nowMs);
  expect(told).toEqual(["tell"]);
  finish();
  await looking;
});

it("what waits is due when its time has come, and not before", async () => {
  kept = new Map([["a", { id: "a", stage: 0, attempt: 0, dueMs: START_MS + 5 }]]);
  const chores = new StepDriver(table, () => nowMs).chores();
  const dueMs = (): (number | undefined)[] => chores.map((chore) => chore.dueMs());
  expect(dueMs()).toEqual([undefined, undefined, START_MS + 5]);
  nowMs += 5;
  await turn();
  expect(dueMs()).toEqual([START_MS + 5, undefined, undefined]);
});
