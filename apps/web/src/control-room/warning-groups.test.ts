import { weightOf, type Warning, type WarningCode } from "@nonstop/contract/warning";
import { expect, it } from "vitest";
import { groupsOf } from "./warning-groups.ts";

const warning = (code: WarningCode, id: string, start = 0): Warning => ({
  id: `${code}:${id}`,
  code,
  weight: weightOf(code),
  programme: { airing: id, title: id, start },
  message: id,
});

it("is by kind, the heaviest first, then what comes soonest; each warning once", () => {
  const groups = groupsOf([
    warning("ends-early", "late", 900),
    warning("never-airs", "b", 300),
    warning("link-wrong", "a", 100),
    warning("ends-early", "soon", 200),
    warning("no-playout", "main"),
    warning("never-airs", "b", 300),
  ]);
  const ids = groups.map(({ first, others }) => [first.id, ...others.map(({ id }) => id)]);
  expect(ids).toEqual([
    ["no-playout:main"],
    ["link-wrong:a"],
    ["never-airs:b"],
    ["ends-early:soon", "ends-early:late"],
  ]);
});
