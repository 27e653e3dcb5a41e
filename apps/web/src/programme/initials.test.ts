import { expect, it } from "vitest";
import { initials } from "./initials.ts";

it.each([
  ["Ada Lovelace", "AL"],
  ["Grace Brewster Murray Hopper", "GH"],
  ["Prince", "P"],
  ["ليلى حداد", "لح"],
  ["Dr. 'Æ' O'Neill", "DO"],
  ["李小龙", "李"],
  ["", ""],
])("%s: %s", (name, letters) => expect(initials(name)).toBe(letters));
