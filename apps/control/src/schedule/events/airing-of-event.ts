import type { Airing } from "@nonstop/contract/airing";
import type { AiringId, RoomId } from "@nonstop/contract/names";
import { roomOfAiring, roomOfEncoder } from "@nonstop/contract/room-names";
import { slugOf } from "@nonstop/schedule/slug";
import type { LiveSource } from "@nonstop/contract/live-input";
import type { EventFields } from "./event-fields.ts";
import type { ResolvedLinks } from "./linked-entries.ts";
import { showName, type Show } from "../shows/show.ts";
import { present } from "@nonstop/contract/present";

/** The airing an event stands for: what the rundown and the guide are made of. */
export function airingOfEvent(o: {
  entry: AiringId;
  channel: string;
  event: EventFields;
  links: ResolvedLinks;
  /** The address of its page. */
  slug: string;
  /** What feeds the room of an airing with a meeting. */
  liveSource: LiveSource;
  /** Its show, where that is published. */
  show: Show | undefined;
  /** The address of its picture. */
  art: string | undefined;
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
      room: kind === "live" ? roomOf(o) : undefined,
      asset: kind === "recording" ? links.recording : undefined,
      planB: links.planB,
      planBFromPool: event.planBFromPool === true ? (true as const) : undefined,
      limits: kind === "live" ? event.limits : undefined,
      collection: kind === "block" ? event.collection : undefined,
      airsAgainAfterHours: event.airsAgainAfterHours,
      show: o.show && showName(o.show),
      occurrence: event.occurrence,
      art: o.art,
    }),
  };
}

/** What the address of an event's page would be if nobody else had it: from its own slug, its title or its entry. Never empty. */
export function wishedSlug(entry: string, { slug, title }: EventFields): string {
  return slugOf(slug ?? "") || slugOf(title) || slugOf(entry) || "programme";
}

// An airing that has a meeting or is pulled has a room that no other airing has; an encoder's room is there for all.
function roomOf({
  entry,
  event,
  links,
  liveSource,
}: {
  entry: AiringId;
  event: EventFields;
  links: ResolvedLinks;
  liveSource: LiveSource;
}): RoomId | undefined {
  if (event.source !== undefined) return roomOfAiring(entry, "remote");
  if (event.encoder === undefined) return roomOfAiring(entry, liveSource === "ingest" ? "live" : "input");
  return links.encoder === undefined ? undefined : roomOfEncoder(links.encoder);
}
