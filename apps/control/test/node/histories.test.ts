import * as fc from "fast-check";
import { it } from "vitest";
import { histories } from "../histories/history.ts";
import { liveThrough } from "../histories/live-through.ts";

// A few in the tests; the drill lives through more.
const RUNS = Number(process.env["HISTORIES"] ?? 10);

it(
  `everybody agrees at rest, whatever happened before (${RUNS} histories)`,
  async () => {
    await fc.assert(fc.asyncProperty(histories, liveThrough), { numRuns: RUNS, endOnFailure: RUNS > 100 });
  },
  24 * 3600_000,
);
