import { expect, it } from "vitest";
import { expectGoodEnd } from "../week/expect-week.ts";
import { LivedWeek } from "../week/lived-week.ts";
import { firstDifference, traceOf } from "../week/trace-of.ts";

// Some hours in the tests; the drill lives through the week.
const HOURS = Number(process.env["WEEK_HOURS"] ?? 11);
const HOURS_TWICE = Number(process.env["WEEK_HOURS"] ?? 1);
const PATIENCE_MS = 3600_000;

/** Lives through the planned week. Returns what others saw of it, once `look` has looked at how it ended. */
async function lived(hours: number, look: typeof expectGoodEnd): Promise<string> {
  const week = new LivedWeek();
  try {
    const end = await week.live(hours);
    await look(week, end);
    return await traceOf(week, end);
  } finally {
    await week.station.end();
  }
}

let first: string | undefined;

it(
  `${HOURS} hours of the planned week end right, whatever goes wrong in them`,
  async () => {
    first = await lived(HOURS, expectGoodEnd);
  },
  PATIENCE_MS,
);

it(
  `${HOURS_TWICE} hours lived twice leave the same bytes`,
  async () => {
    const unseen = (): Promise<void> => Promise.resolve();
    const once = HOURS === HOURS_TWICE ? first : await lived(HOURS_TWICE, unseen);
    const twice = await lived(HOURS_TWICE, unseen);
    expect(firstDifference(once ?? "", twice)).toBeUndefined();
  },
  PATIENCE_MS,
);
