import type { AsRun } from "@nonstop/contract/as-run";
import { roomName } from "@nonstop/contract/rundown";
import type { SeenPictures } from "./pictures.ts";

/** What a span of the rundown should show: the room's name, and the mark burnt into its pictures (the slate has none). */
export type Planned = { room: string; mark?: number };

/** What became of a span: `wrong` must never be; `late` is what a slow machine may lose, each line a place. */
export type SpanAccount = { wrong: string[]; late: string[]; ownSeconds: number };

const PICTURES = 30;
/** A counter's step from picture to picture: 1, or one picture repeated or skipped where a room's clock is followed. */
const STEPS: ReadonlySet<number> = new Set([0, 1, 2]);

/**
 * Holds what a viewer decoded of `[startsAt, endsAt)` against the plan and against the as-run: a second shows one room
 * alone, from its first picture to its last, the one that the as-run names; and that is the planned one, or slate.
 */
export function accountOf(
  pictures: SeenPictures,
  o: { startsAt: number; endsAt: number; told: AsRun["spans"]; planned: Planned },
): SpanAccount {
  const account: SpanAccount = { wrong: [], late: [], ownSeconds: 0 };
  let counter: number | undefined;
  for (let second = o.startsAt; second < o.endsAt; second++) {
    const place = `second ${second - o.startsAt}`;
    const seen = pictures.bySecond.get(second) ?? [];
    if (seen.length !== PICTURES) account.wrong.push(`${place}: ${seen.length} pictures`);
    const marks = new Set(seen.map((picture) => picture?.room));
    const span = o.told.find((each) => each.from <= second && second < each.to);
    const told = span === undefined ? "nothing" : roomName(span.room);
    if (marks.size > 1) account.wrong.push(`${place}: pictures of ${[...marks].join(" and ")}`);
    else if (told === o.planned.room && marks.has(o.planned.mark)) account.ownSeconds += 1;
    else if (told === "slate" && marks.has(undefined)) account.late.push(`${place}: slate, ${span?.reason}`);
    else account.wrong.push(`${place}: as-run ${told}, seen ${[...marks].join()}`);
    for (const [number, picture] of seen.entries()) {
      const before = counter;
      counter = picture?.frame;
      if (before === undefined || counter === undefined || counter === (before + 1) % 65_536) continue;
      const line = `${place}, picture ${number}: frame ${counter} after ${before}`;
      (STEPS.has((counter - before + 65_536) % 65_536) ? account.late : account.wrong).push(line);
    }
  }
  return account;
}
