/** One thing that setup would change: what, in words for the person who agrees to it, and the deed. Doing it twice is safe. */
export type Change = { what: string; apply: () => Promise<void> };

/** What is wrong, and what a person does about it. Neither holds a secret. */
export type Problem = { what: string; cure: string };

/**
 * What a part of setup found. `says` tells what stands already and what people have to do by hand; `changes` are made in their
 * order.
 */
export type Look =
  | { kind: "looked"; says: string[]; changes: Change[] }
  | { kind: "trouble"; problems: Problem[] };

/**
 * One part of a station's set-up. It compares what is there with what shall be there. It changes nothing while it looks, and
 * after its changes were made another look finds none.
 */
export type Part = { name: string; look: () => Promise<Look> };

/** Problems as a command prints them: a line each, the cure under it. */
export const problemsInWords = (problems: readonly Problem[]): string =>
  problems.map(({ what, cure }) => `✗ ${what}\n  ${cure}`).join("\n");

/** Why a change or a look failed, in words for the person at the keyboard. */
export class SetupTrouble extends Error {
  readonly cure: string;

  constructor(problem: Problem) {
    super(problem.what);
    this.cure = problem.cure;
  }
}

/** Nothing to say, nothing to change. */
export const looked = (says: string[], changes: Change[] = []): Look => ({ kind: "looked", says, changes });

/** The look that met these problems. */
export const trouble = (...problems: Problem[]): Look => ({ kind: "trouble", problems });
