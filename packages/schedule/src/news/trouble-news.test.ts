import { weightOf, type Warning } from "@nonstop/contract/warning";
import { expect, it } from "vitest";
import { troubleNews } from "./trouble-news.ts";

const warning = (id: string, code: Warning["code"] = "no-playout"): Warning => ({
  id,
  code,
  weight: weightOf(code),
  message: `${id} is wrong.`,
});
const map = (...warnings: Warning[]): Map<string, Warning> =>
  new Map(warnings.map((each) => [each.id, each]));

it("tells of what stands at two looks, once", () => {
  const stands = warning("no-playout");
  expect(troubleNews(map(), new Set(), [stands])).toEqual([]);
  expect(troubleNews(map(), new Set(["no-playout"]), [stands])).toEqual([
    { type: "trouble.began", data: stands },
  ]);
  expect(troubleNews(map(stands), new Set(["no-playout"]), [stands])).toEqual([]);
});

it("tells that it is over when two looks did not find it, and says nothing of notices", () => {
  const told = map(warning("no-playout"));
  expect(troubleNews(told, new Set(["no-playout"]), [])).toEqual([]);
  expect(troubleNews(told, new Set(), [])).toEqual([{ type: "trouble.over", data: warning("no-playout") }]);
  const notice = warning("segments-wait", "segments-wait");
  expect(troubleNews(map(), new Set(["segments-wait"]), [notice])).toEqual([]);
});
