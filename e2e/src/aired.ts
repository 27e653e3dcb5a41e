import type { AsRun } from "@nonstop/contract/as-run";
import { type Reason, roomName } from "@nonstop/contract/rundown";
import type { SeenPictures } from "./pictures.ts";

/** One second as the as-run tells it. */
export type AiredSecond = {
  second: number;
  /** Name of the room; of a recording also the second at which it began. */
  room: string;
  startSecond?: number;
  rank: number;
  reason: Reason;
};

/** `wrong` says where what was seen and what is told differ; `slips` counts live pictures that were repeated or skipped. */
export type Aired = { seconds: readonly AiredSecond[]; wrong: readonly string[]; slips: number };

const PICTURES = 30;
const COUNTER_SIZE = 65_536;
/** A live counter's step from picture to picture: 1, or one picture repeated or skipped where a room's clock is followed. */
const LIVE_STEPS: ReadonlySet<number> = new Set([0, 1, 2]);

/**
 * Holds every second of `[from, to)` as decoded against the as-run, whatever was planned. A second is told once. It shows
 * thirty pictures of the room that is told and of no other: a recording's are those of its very place in the piece, a
 * live room's count on from each other, the slate's have no mark. `marks` are those burnt in, by the name of the room.
 */
export function airedSeconds(
  pictures: SeenPictures,
  o: { from: number; to: number; told: AsRun["spans"]; marks: ReadonlyMap<string, number> },
): Aired {
  const seconds: AiredSecond[] = [];
  const wrong: string[] = [];
  let slips = 0;
  let before: { room: string; frame: number } | undefined;
  for (let second = o.from; second < o.to; second++) {
    const spans = o.told.filter((span) => span.from <= second && second < span.to);
    const [span] = spans;
    if (span === undefined || spans.length > 1) {
      wrong.push(`${second}: told ${spans.length} times`);
      before = undefined;
      continue;
    }
    const room = roomName(span.room);
    const { rank, reason } = span;
    const start = span.room.kind === "asset" ? { startSecond: span.room.startSecond } : {};
    seconds.push({ second, room, rank, reason, ...start });

    const seen = pictures.bySecond.get(second) ?? [];
    if (seen.length !== PICTURES) wrong.push(`${second}: ${seen.length} pictures`);
    const mark = o.marks.get(room);
    if (mark === undefined && room !== "slate") wrong.push(`${second}: told ${room}, which nobody planned`);
    const others = new Set(seen.map((picture) => picture?.room).filter((shown) => shown !== mark));
    if (others.size > 0) wrong.push(`${second}: told ${room}, seen mark ${[...others].join()}, not ${mark}`);

    for (const [number, picture] of seen.entries()) {
      if (picture === undefined || others.size > 0) {
        before = undefined;
        continue;
      }
      const { frame } = picture;
      if (span.room.kind === "asset") {
        const due = ((second - span.room.startSecond) * PICTURES + number) % COUNTER_SIZE;
        if (frame !== due) wrong.push(`${second}, picture ${number}: frame ${frame} of ${room}, not ${due}`);
      } else if (before?.room === room) {
        const step = (frame - before.frame + COUNTER_SIZE) % COUNTER_SIZE;
        if (!LIVE_STEPS.has(step))
          wrong.push(`${second}, picture ${number}: frame ${frame} of ${room} after ${before.frame}`);
        else if (step !== 1) slips += 1;
      }
      before = { room, frame };
    }
  }
  return { seconds, wrong, slips };
}
