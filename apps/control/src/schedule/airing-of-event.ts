import type { Airing } from "@nonstop/contract/airing";
import type { EventFields } from "./event-fields.ts";
import type { ResolvedLinks } from "./linked-entries.ts";
import { present } from "./present.ts";

/** The airing an event stands for: what the rundown and the guide are made of. */
export function airingOfEvent(o: {
  entry: string;
  channel: string;
  event: EventFields;
  links: ResolvedLinks;
}): Airing {
  const { event, links } = o;
  const { title, summary, kind, start, end, timezone } = event;
  return {
    id: o.entry,
    channel: o.channel,
    kind,
    title,
    summary,
    start,
    end,
    timezone,
    slug: slugOf(event.slug ?? title) || slugOf(o.entry),
    presenters: links.presenters,
    ...present({
      language: event.language,
      room: kind === "live" ? (links.room?.slug ?? roomOfEntry(o.entry)) : undefined,
      asset: kind === "recording" ? links.recording : undefined,
      planB: links.planB,
      limits: kind === "live" ? event.limits : undefined,
    }),
  };
}

/** The room of a live event that links to none: a name of its own, fit for a URL and a stream key. */
function roomOfEntry(entry: string): string {
  return `e-${entry.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-")}`.slice(0, 63);
}

/** A text as it may stand in a URL path: `Café – Noche` becomes `cafe-noche`. Empty when nothing is left. */
function slugOf(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, "");
}
