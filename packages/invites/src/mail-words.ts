import type { Airing } from "@nonstop/contract/airing";
import { shortDay, zoneOrUtc } from "@nonstop/schedule/wall-time";
import { timeWords, zoneWords } from "./clock-words.ts";
import { textOf, whenWords, type Words } from "./invite.ts";
import { mailPage } from "./mail-page.ts";
import { oneLine } from "./one-line.ts";
import type { Block } from "./template.ts";

/** Why an invitation is taken back. `moved`: it goes to another address of the guest's from now on. */
export type TakenBack = "cancelled" | "removed" | "moved";

/** What a guest was told last, as far as taking it back needs it. */
export type Told = Pick<Airing, "title" | "start" | "end"> & { name: string; timezone: string };

const REASONS: Readonly<Record<TakenBack, string>> = {
  cancelled: "This show does not take place. You need not come in.",
  removed: "You are no longer expected on this show. You need not come in.",
  moved:
    "The invitation to this show no longer comes to this address. If you are expected, it has come to another one of yours.",
};

/** The mail that takes an invitation back. It names nobody else and no address. */
export function takenBackWords(
  told: Told,
  why: TakenBack,
  station: { name: string; timezone: string },
): Words {
  const zone = zoneOrUtc(told.timezone);
  const name = oneLine(station.name);
  const title = oneLine(told.title);
  const at = `${shortDay(told.start, zone)}, ${timeWords(told.start, zone)} ${zoneWords(zone)}`;
  const blocks: Block[] = [
    { lines: [`Hello ${oneLine(told.name)},`] },
    { lines: [REASONS[why]] },
    { lines: [title], only: "title" },
    { lines: whenWords(told, zone, station.timezone).split("\n"), only: "when" },
    { lines: [why === "moved" ? name : `Thank you, and sorry for the trouble. ${name}`] },
  ];
  const subject = oneLine(`${why === "cancelled" ? "Cancelled" : "No longer"}: ${title}, ${at}`);
  return {
    subject,
    text: textOf(blocks),
    html: mailPage({ title: subject, station: name, blocks, links: [] }),
  };
}
