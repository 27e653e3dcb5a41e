import { beforeEach, expect, it, vi } from "vitest";
import { StepDriver, type Idle, type Outcome, type Progress, type StepTable } from "./step-driver.ts";

type Piece = Progress & { id: string; stage: number; problem?: string };
type Step = { kind: "look" } | { kind: "make" };

const START_MS = 1_800_000_000_000;
let nowMs: number;
let kept: Map<string, Piece>;
/** What the steps come to, one after the other. */
let outcomes: Outcome<Piece>[];
/** Happens while a step is done. */
let meanwhile: () => Promise<void> | void;
beforeEach(() => {
  nowMs = START_MS;
  kept = new Map([["a", { id: "a", stage: 0, attempt: 0, dueMs: START_MS }]]);
  outcomes = [];
  meanwhile = () => undefined;
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

const due = (): Piece[] => [...kept.values()].filter(({ dueMs = Infinity }) => dueMs <= nowMs);
const table: StepTable<Piece, Step> = {
  name: "piece",
  idOf: ({ id }) => id,
  read: (id) => kept.get(id),
  write: (piece) => void kept.set(piece.id, piece),
  remove: (id) => void kept.delete(id),
  due,
  nextDueMs: (except) =>
    [...kept.values()].filter(({ id }) => !except.includes(id)).flatMap(({ dueMs }) => dueMs ?? [])[0],
  step: ({ stage }): Step | Idle => {
    if (stage === 0) return { kind: "look" };
    return stage === 1 ? { kind: "make" } : { kind: "done" };
  },
  async run() {
    await meanwhile();
    const outcome = outcomes.shift();
    if (outcome === undefined) throw new Error("https://secret.test");
    return outcome;
  },
  faulted: (piece, { message }) => ({ ...piece, problem: message, dueMs: undefined }),
};
const next: Outcome<Piece> = { kind: "done", apply: (piece) => ({ ...piece, stage: piece.stage + 1 }) };

async function drive(): Promise<Piece | undefined> {
  await new StepDriver(table, () => nowMs).chore("pieces").run(nowMs);
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

it("no item is advanced twice at once, and the others go on", async () => {
  kept.set("b", { id: "b", stage: 0, attempt: 0, dueMs: START_MS });
  const driver = new StepDriver(table, () => nowMs);
  const chore = driver.chore("pieces");
  const looks = driver.choreOf("looks", "look");
  outcomes = [next, next];
  await Promise.all([chore.run(nowMs), looks.run(nowMs), looks.run(nowMs)]);
  expect([...kept.values()].map(({ stage }) => stage)).toEqual([1, 1]);
  expect(looks.dueMs()).toBeUndefined();
  expect(chore.dueMs()).toBe(nowMs);
});
