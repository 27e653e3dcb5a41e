import { bad, type Finding } from "../../frame/finding.ts";

/** What is wrong with a host. `says` ends with who it is about: "Nobody may stream the meetings of". */
export type HostProblem = { says: string; user: string; cure: string };

/** One finding for each problem, whoever has it. */
export function findingsOf(problems: readonly HostProblem[]): Finding[] {
  const users = new Map<string, { cure: string; users: Set<string> }>();
  for (const { says, user, cure } of problems) {
    const known = users.get(says) ?? { cure, users: new Set() };
    users.set(says, known);
    known.users.add(user);
  }
  return [...users].map(([says, { cure, users: who }]) => bad(`${says} ${[...who].join(", ")}.`, cure));
}
