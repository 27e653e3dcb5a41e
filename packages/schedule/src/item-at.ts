import type { Second } from "@nonstop/contract/time";
import type { Item, Take, Rundown } from "@nonstop/contract/rundown";

/** The item of the rundown that owns `second`; undefined outside its window. Binary search. */
export function itemAt(rundown: Rundown, second: Second): Item | undefined {
  if (second < rundown.from || second >= rundown.to) return undefined;
  let low = 0;
  let high = rundown.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const item = rundown.items[middle];
    if (item === undefined) return undefined;
    if (second < item.start) high = middle - 1;
    else if (second >= item.end) low = middle + 1;
    else return item;
  }
  return undefined;
}

/** The takes that cover `second`, the one that is in force first: a take lies over those that were taken before it. */
export function takesAt(takes: readonly Take[], second: Second): Take[] {
  return takes
    .filter(({ from, to }) => from <= second && (to === undefined || second < to))
    .toReversed()
    .sort((a, b) => b.from - a.from);
}

/** The take in force in `second`: of those that cover it, the one taken last. */
export function takeAt(takes: readonly Take[], second: Second): Take | undefined {
  return takesAt(takes, second)[0];
}

/** First second after `second` in which another item or another take is in force; undefined when none is known. */
export function nextChange(
  rundown: Rundown | undefined,
  takes: readonly Take[],
  second: Second,
): Second | undefined {
  const item = rundown === undefined ? undefined : itemAt(rundown, second);
  const edges = takes.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  if (item !== undefined) edges.push(item.end);
  else if (rundown !== undefined) edges.push(rundown.from);
  const coming = edges.filter((edge) => edge > second);
  return coming.length === 0 ? undefined : Math.min(...coming);
}
