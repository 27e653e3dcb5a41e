import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { type EventCode, weightOf, type Weight } from "@nonstop/contract/warning";

/** What a read-through alone finds, the heaviest first. What it says of one event has the event's own codes. */
const OWN_WEIGHTS = {
  /** Nothing is planned for seconds that must be covered. */
  uncovered: "trouble",
  /** The safe picture airs although nobody planned it. */
  "slate-airs": "trouble",
  /** A piece that was planned is not there when it is to air. */
  "piece-not-there": "trouble",
  /** When the live room is not there, the safe picture stands in. */
  "slate-stands-in": "trouble",
  /** A piece airs before or after its rights, or where it may not. */
  "outside-rights": "trouble",
  "no-plan-b": "notice",
  "hour-skipped": "notice",
  "hour-twice": "notice",
  "repeats-soon": "notice",
  "filler-cut": "notice",
  /** The pool is too small for the time between programmes. */
  "filler-repeats": "notice",
  /** No block airs pieces of a collection. */
  "collection-idle": "notice",
  /** Episodes that are too far ahead to be made yet. */
  "episodes-to-come": "notice",
  "nobody-else-hosts": "notice",
  "guest-without-link": "notice",
  "guest-without-address": "notice",
  "guest-untried": "notice",
  "guest-not-ready": "notice",
} as const satisfies Record<string, Weight>;

export type FindingCode = EventCode | keyof typeof OWN_WEIGHTS;

/** One thing that would happen, and that somebody should know before. */
export type Finding = {
  code: FindingCode;
  weight: Weight;
  /** When it happens; the window's start when it is of no one moment. */
  at: Second;
  /** The airing that it is about, and its title. */
  programme?: { airing: AiringId; title: string };
  message: string;
  cure?: string;
};

const ORDER: readonly Weight[] = ["alarm", "trouble", "notice"];

/** A finding with the weight of its code. */
export function finding(o: Omit<Finding, "weight">): Finding {
  return { ...o, weight: isOwn(o.code) ? OWN_WEIGHTS[o.code] : weightOf(o.code) };
}

/** The heaviest first, each weight by time. What is alike in all stands once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const once = new Map(findings.map((each) => [JSON.stringify(each), each]));
  return [...once]
    .sort(
      ([aText, a], [bText, b]) =>
        ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight) || a.at - b.at || (aText < bText ? -1 : 1),
    )
    .map(([, each]) => each);
}

/** Whether something would go wrong. */
export const goesWrong = (findings: readonly Finding[]): boolean =>
  findings.some(({ weight }) => weight !== "notice");

function isOwn(code: FindingCode): code is keyof typeof OWN_WEIGHTS {
  return code in OWN_WEIGHTS;
}
