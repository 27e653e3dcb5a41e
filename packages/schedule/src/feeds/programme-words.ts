import type { GuideEntry } from "@nonstop/contract/guide";

/** What a feed says of a programme that its title does not: who is in it, for players know no better place, and its summary. */
export function programmeWords({ presenters, summary }: Pick<GuideEntry, "presenters" | "summary">): string {
  const people = presenters.map(({ name }) => name.trim()).filter((name) => name !== "");
  const words = [people.length === 0 ? "" : `With ${people.join(", ")}.`, summary.trim()];
  return words.filter((part) => part !== "").join("\n\n");
}
