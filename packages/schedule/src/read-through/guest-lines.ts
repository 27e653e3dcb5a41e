import type { Airing } from "@nonstop/contract/airing";
import type { AiringId } from "@nonstop/contract/names";
import type { EventReading, GuestReading } from "@nonstop/contract/read-through";
import type { Second } from "@nonstop/contract/time";
import { namedAiring } from "../wall-time.ts";
import { finding, type Finding } from "./finding.ts";

/** What one guest of one airing will be told. */
export type GuestLine = GuestReading & { airing: AiringId; title: string; start: Second };

type Told = { airing: Airing; reading: EventReading };

/** What each guest of the window's airings will be told, by start. */
export function guestLines(told: readonly Told[]): GuestLine[] {
  return told.flatMap(({ airing: { id, title, start }, reading }) =>
    reading.guests.map((guest) => ({ airing: id, title, start, ...guest })),
  );
}

/** What is still to be done for the guests of an airing, and for its meeting. */
export function guestFindings({ airing, reading }: Told): Finding[] {
  const common = { at: airing.start, programme: { airing: airing.id, title: airing.title } };
  const named = namedAiring(airing);
  const findings = reading.guests.flatMap(({ name, hasLink, hasAddress, mail, setUp }): Finding[] => {
    const found: Finding[] = [];
    if (!hasLink)
      found.push(
        finding({
          ...common,
          code: "guest-without-link",
          message: `${named}: ${name} has no link yet.`,
          cure: "The station makes it with the meeting. If that is not made, the event says why.",
        }),
      );
    if (hasAddress === false)
      found.push(
        finding({
          ...common,
          code: "guest-without-address",
          message: `${named}: ${name} has no mail address, so nobody tells them by mail.`,
          cure: "Write the address into the person's entry, or copy the invitation from the event.",
        }),
      );
    if (setUp === "not-ready")
      found.push(
        finding({
          ...common,
          code: "guest-not-ready",
          message: `${named}: ${name} tried their camera and sound, and something was not right.`,
          cure: "Look at what was found in the event, and ask them to try again.",
        }),
      );
    if (setUp === undefined && mail !== "refused")
      found.push(
        finding({
          ...common,
          code: "guest-untried",
          message: `${named}: ${name} has not tried their camera and sound.`,
          cure: "Ask them to: it takes two minutes on the page of their link.",
        }),
      );
    return found;
  });
  if (reading.alternativeHosts !== 0) return findings;
  const alone = finding({
    ...common,
    code: "nobody-else-hosts",
    message: `${named}: nobody but the studio itself may run its meeting.`,
    cure: "Name producers in the event or its show, or have the host key at hand.",
  });
  return [alone, ...findings];
}
