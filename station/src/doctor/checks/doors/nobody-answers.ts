import { bad, type Finding } from "../../frame/finding.ts";
import type { Asking } from "../../instruments/instruments.ts";

/** One finding for many questions that nobody answered, so that a station that is not there is told of once. */
export function nobodyAnswers(askings: readonly Asking[]): Finding | undefined {
  const problems = askings.flatMap((asking) => (asking.kind === "unreachable" ? [asking.problem] : []));
  const [problem] = problems;
  if (problem === undefined || problems.length < askings.length) return undefined;
  return bad(
    `None of ${askings.length} questions was answered: the station ${problem}.`,
    "See whether the Workers are deployed and the name points at them.",
  );
}
