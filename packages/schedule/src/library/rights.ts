import type { Second } from "@nonstop/contract/time";
import { wallDay, wallTime } from "../wall-time.ts";

/** When a piece may air, `[rightsFrom, rightsTo)`, and where; what is absent or empty sets no bound. */
export type Rights = {
  rightsFrom?: Second | undefined;
  rightsTo?: Second | undefined;
  territories?: readonly string[];
};

/** Whether the rights of a piece cover all of a span. */
export function hasRights({ rightsFrom = 0, rightsTo = Infinity }: Rights, span: Span): boolean {
  return rightsFrom <= span.start && span.end <= rightsTo;
}

/** Whether a piece may be shown where the station is. A station that does not say where it is shows everything. */
export function mayShowIn({ territories = [] }: Rights, territory: string): boolean {
  return territory === "" || territories.length === 0 || territories.includes(territory);
}

/** Why a piece may not air in a span, as a sentence goes on after its name; undefined when it may. Times are of `zone`. */
export function rightsProblem(
  piece: Rights,
  span: Span,
  o: { territory: string; zone: string },
): string | undefined {
  if (!mayShowIn(piece, o.territory)) return `may not be shown in ${o.territory}`;
  if (hasRights(piece, span)) return undefined;
  const { rightsFrom = 0, rightsTo = Infinity } = piece;
  const at = (second: Second): string => `${wallDay(second, o.zone)} at ${wallTime(second, o.zone)}`;
  return rightsFrom > span.start
    ? `may not air before ${at(rightsFrom)}`
    : `may not air after ${at(rightsTo)}`;
}

type Span = { start: Second; end: Second };
