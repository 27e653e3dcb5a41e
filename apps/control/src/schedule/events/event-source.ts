import { sourceProblem, type SourceProblem } from "@nonstop/contract/pull";

export type SourceAnswer = { kind: "source"; url: string } | ({ kind: "problem" } & SourceProblem);

/** Reads the address that a live event is pulled from. What is wrong with it is said without repeating it: it may hold a token. */
export function parseSource(text: string, isLocal: boolean): SourceAnswer {
  if (/\s/.test(text) || !URL.canParse(text))
    return {
      kind: "problem",
      message: "is no address",
      cure: "Copy the whole address of the HLS playlist, from https:// on.",
    };
  const url = new URL(text);
  const problem = sourceProblem(url, isLocal);
  return problem === undefined ? { kind: "source", url: url.href } : { kind: "problem", ...problem };
}
