import type { Airing } from "@nonstop/contract/airing";
import { slugOf } from "@nonstop/schedule/slug";
import type { EventFields } from "./event-fields.ts";
import type { ResolvedLinks } from "./linked-entries.ts";
import { present } from "@nonstop/contract/present";

/** The airing an event stands for: what the rundown and the guide are made of. */
export function airingOfEvent(o: {
  entry: string;
  channel: string;
  event: EventFields;
  links: ResolvedLinks;
  /** The address of its page. */
  slug: string;
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
    slug: o.slug,
    presenters: links.presenters,
    ...present({
      language: event.language,
      ...roomOf(o),
      asset: kind === "recording" ? links.recording : undefined,
      planB: links.planB,
      limits: kind === "live" ? event.limits : undefined,
    }),
  };
}

/** What the address of an event's page would be if nobody else had it: from its own slug, its title or its entry. Never empty. */
export function wishedSlug(entry: string, { slug, title }: EventFields): string {
  return slugOf(slug ?? "") || slugOf(title) || slugOf(entry) || "programme";
}

// A pulled room is another room than the one people published into before the event had a source.
function roomOf({ entry, event, links }: { entry: string; event: EventFields; links: ResolvedLinks }) {
  if (event.kind !== "live") return {};
  if (event.source !== undefined) return { room: ownRoom("r", entry), pulled: true as const };
  return { room: links.room?.slug ?? ownRoom("e", entry) };
}

/** The room of a live event that links to none: a name of its own, fit for a URL and a stream key. */
function ownRoom(letter: string, entry: string): string {
  return `${letter}-${entry.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-")}`.slice(0, 63);
}
