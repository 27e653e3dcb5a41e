import { weightOf, type Warning, type WarningCode } from "@nonstop/contract/warning";
import { expect, it } from "vitest";
import { inOrder } from "./in-order.ts";

const warning = (code: WarningCode, entry: string, start?: number): Warning => ({
  id: `${code}:${entry}`,
  code,
  weight: weightOf(code),
  programme: { airing: entry, title: entry, ...(start === undefined ? {} : { start }) },
  message: entry,
});

it("tells the heaviest first, then what comes soonest, and counts what it leaves out", () => {
  const many = Array.from({ length: 250 }, (_, n) => warning("ends-early", `film-${n}`, 1000 - n));
  const { warnings, moreWarnings } = inOrder([
    ...many,
    warning("never-airs", "later", 500),
    warning("link-wrong", "soon", 100),
    warning("no-playout", "main"),
  ]);
  expect(warnings.slice(0, 4).map(({ id }) => id)).toEqual([
    "no-playout:main",
    "link-wrong:soon",
    "never-airs:later",
    "ends-early:film-249",
  ]);
  expect(warnings.length + moreWarnings).toBe(253);
});
