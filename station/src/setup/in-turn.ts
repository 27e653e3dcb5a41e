import type { Change, Look, Part, Problem } from "./part.ts";

/** Several looks as one part. `first` decides whether the others are worth a look: what is wrong there is wrong everywhere. */
export function inTurn(name: string, first: Part, others: readonly Part[]): Part {
  return {
    name,
    look: async (): Promise<Look> => {
      const begun = await first.look();
      if (begun.kind === "trouble") return begun;
      const says = [...begun.says];
      const changes: Change[] = [...begun.changes];
      const problems: Problem[] = [];
      for (const part of others) {
        const look = await part.look();
        if (look.kind === "trouble") problems.push(...look.problems);
        else {
          says.push(...look.says);
          changes.push(...look.changes);
        }
      }
      return problems.length > 0 ? { kind: "trouble", problems } : { kind: "looked", says, changes };
    },
  };
}
