import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { z } from "zod";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Instruments } from "../../instruments/instruments.ts";
import type { ContentfulAccess } from "../../patient.ts";
import type { StationDoors } from "../doors/station-doors.ts";
import { deliveryClient, hear } from "./clients.ts";

const MAX_EVENTS = 200;
const MAX_NAMED = 3;
/** A publish may be on its way. */
const AGAIN_MS = 4000;

const Published = z.object({
  items: z.array(
    z.object({
      sys: z.object({ id: z.string(), revision: z.int() }),
      fields: z.looseObject({ title: z.string().catch("") }),
    }),
  ),
});
export type PublishedEvent = { id: string; revision: number; title: string };

/** Where the station does not know the newest revision of an event. One that it knows better, delivery will show later. */
function drift(published: readonly PublishedEvent[], known: ReadonlyMap<string, number>): PublishedEvent[] {
  return published.filter(({ id, revision }) => (known.get(id) ?? -1) < revision);
}

/** What a drift means. */
function judgeDrift(drifted: readonly PublishedEvent[], count: number): Finding {
  if (drifted.length === 0)
    return good(
      `The station knows the newest revision of ${count === 1 ? "the one event" : `all ${count} events`} that Contentful delivers.`,
    );
  const named = drifted
    .slice(0, MAX_NAMED)
    .map(({ id, title, revision }) => `${title || id} (revision ${revision})`);
  const more = drifted.length > MAX_NAMED ? `, and ${drifted.length - MAX_NAMED} more` : "";
  return bad(
    `The station does not know what Contentful delivers: ${named.join(", ")}${more}.`,
    "It compares by itself every five minutes. If this stays, see the findings of the webhook and of the tokens.",
  );
}

/** Whether the station knows the newest published revision of each event that comes. */
export function revisionsCheck(
  access: ContentfulAccess,
  o: { doors: StationDoors } & Pick<Instruments, "sleep" | "nowMs">,
): Check {
  return {
    group: "contentful",
    name: "revisions",
    run: async () => {
      const first = await look();
      if (first.kind === "finding") return [first.finding];
      if (first.drifted.length === 0) return [judgeDrift([], first.count)];
      await o.sleep(AGAIN_MS);
      const second = await look();
      return [second.kind === "finding" ? second.finding : judgeDrift(second.drifted, second.count)];
    },
  };

  async function look(): Promise<
    { kind: "looked"; drifted: PublishedEvent[]; count: number } | { kind: "finding"; finding: Finding }
  > {
    const query = {
      content_type: "event",
      // An event without an end may last; the station forgets it a day later.
      "fields.startsAt[gte]": new Date(o.nowMs()).toISOString(),
      order: ["fields.startsAt" as const],
      include: 0 as const,
      limit: MAX_EVENTS,
    };
    const cure = "See the finding of the tokens.";
    const [delivered, told] = await Promise.all([
      hear("read published events", cure, async () =>
        Published.parse(await deliveryClient(access).withoutLinkResolution.getEntries(query)),
      ),
      o.doors.asProducer(routes.events, EventsAnswer),
    ]);
    if (delivered.kind === "refused") return { kind: "finding", finding: delivered.finding };
    if (told.kind === "not-told") return { kind: "finding", finding: told.finding };
    const published = delivered.value.items.map(({ sys, fields }) => ({ ...sys, title: fields.title }));
    const known = new Map(told.value.events.map(({ entry, revision }) => [entry, revision]));
    return { kind: "looked", drifted: drift(published, known), count: published.length };
  }
}
