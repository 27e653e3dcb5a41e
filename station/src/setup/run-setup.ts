import { type Change, type Part, type Problem, problemsInWords, SetupTrouble } from "./part.ts";

/** How setup speaks and asks. */
export type Talk = {
  say: (line: string) => void;
  /** Whether the person agrees to the changes that were just said. */
  agree: () => Promise<boolean>;
};

/** How a run ended. `refused`: the person did not agree, so that nothing was changed. */
export type Outcome = "as-it-should-be" | "changed" | "planned" | "refused" | "trouble";

/**
 * Looks at every part, says what it will change, asks, changes it, and looks again. What failed in the middle is made good by
 * the next run: every part compares anew. `secrets` are masked wherever a vendor's words repeat one.
 */
export async function runSetup(
  parts: readonly Part[],
  talk: Talk,
  o: { planOnly?: boolean; secrets?: () => readonly string[] } = {},
): Promise<Outcome> {
  const say = (line: string): void => talk.say(masked(line, o.secrets?.() ?? []));
  const before = await lookAtAll(parts, say);
  if (before.problems.length > 0) return told(before.problems, say);
  if (before.changes.length === 0) {
    say("\nAll is as it should be. Nothing was changed.");
    return "as-it-should-be";
  }
  say(`\nSetup will make ${count(before.changes.length)}:`);
  for (const { what } of before.changes) say(`  + ${what}`);
  if (o.planOnly === true) return "planned";
  if (!(await talk.agree())) {
    say("Nothing was changed.");
    return "refused";
  }
  for (const { what, apply } of before.changes) {
    try {
      await apply();
    } catch (error) {
      return told([problemOf(error, `"${what}" failed`)], say);
    }
    say(`  done: ${what}`);
  }
  say("\nLooking again ...");
  const byHand: string[] = [];
  const after = await lookAtAll(
    parts,
    () => undefined,
    (lines) => byHand.push(...lines),
  );
  const left = after.changes.map(({ what }) => ({
    what: `Still to do: ${what}`,
    cure: "Run setup again. If it says so again, the vendor does not keep what it is told.",
  }));
  if (after.problems.length + left.length > 0) return told([...after.problems, ...left], say);
  say("All is as it should be.");
  // What was said before the changes has scrolled away.
  if (byHand.length > 0) say(`\nLeft to people:\n${byHand.map((line) => `  ${line}`).join("\n")}`);
  return "changed";
}

async function lookAtAll(
  parts: readonly Part[],
  say: (line: string) => void,
  tellByHand: (lines: string[]) => void = () => undefined,
): Promise<{ problems: Problem[]; changes: Change[] }> {
  const problems: Problem[] = [];
  const changes: Change[] = [];
  for (const part of parts) {
    const look = await part.look().catch((error: unknown) => ({
      kind: "trouble" as const,
      problems: [problemOf(error, `${part.name} could not be looked at`)],
    }));
    say(`\n${part.name}`);
    if (look.kind === "trouble") {
      say("  not as it should be: see below");
      for (const problem of look.problems)
        if (!problems.some(({ what }) => what === problem.what)) problems.push(problem);
      continue;
    }
    for (const line of look.says) say(`  ${line}`);
    const first = look.says.findIndex((line) => /\bby hand\b/.test(line));
    if (first >= 0) tellByHand([`${part.name}: ${look.says[first]}`, ...look.says.slice(first + 1)]);
    if (look.changes.length > 0) say(`  ${count(look.changes.length)} to make`);
    changes.push(...look.changes);
  }
  return { problems, changes };
}

function told(problems: readonly Problem[], say: (line: string) => void): Outcome {
  say("");
  say(problemsInWords(problems));
  return "trouble";
}

function problemOf(error: unknown, what: string): Problem {
  if (error instanceof SetupTrouble) return { what: error.message, cure: error.cure };
  const why = error instanceof Error ? error.message : String(error);
  return {
    what: `${what}: ${why}`,
    cure: "Run setup again: what is made stays, and what is missing is made.",
  };
}

/** Short values are words, such as a user's name, and are not worth hiding a sentence for. */
const MIN_SECRET_LENGTH = 8;
const masked = (line: string, secrets: readonly string[]): string =>
  secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);

const count = (changes: number): string => (changes === 1 ? "one change" : `${changes} changes`);
