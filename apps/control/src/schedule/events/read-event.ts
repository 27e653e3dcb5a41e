import type { EventNote, EventProblem } from "@nonstop/contract/events";
import { z } from "zod";
import { withShow, type Show, type Shows } from "../shows/show.ts";
import { parseEvent, type EventAnswer, type EventRules } from "./event-fields.ts";
import { localised, type LocalisedFields } from "./localised.ts";
import { plainLine } from "./plain-line.ts";
import type { Version } from "./time-notes.ts";

const Text = z.string().trim().min(1).max(256).optional().catch(undefined);
const Link = z
  .object({ sys: z.object({ id: z.string().min(1) }) })
  .transform((link) => link.sys.id)
  .optional()
  .catch(undefined);

/** How published fields are read: the rules of the station, its channel and the shows that are published. */
export type ReadRules = EventRules & { channel: string; shows: Shows };

/** An event as it was asked for. `elsewhere`: another channel airs it. */
export type EventRead = {
  answer: EventAnswer | { kind: "elsewhere"; channel: string };
  /** As people look for it; empty when nobody has named it. */
  title: string;
  /** The entry of its show, if it has one. */
  show: string | undefined;
};

/** Reads the fields of a published event, with what its show says where it says nothing itself. Pure. */
export function readEvent(fields: LocalisedFields, rules: ReadRules & Version): EventRead {
  const showId = Link.parse(localised(fields, "show"));
  const show = showId === undefined ? undefined : rules.shows(showId);
  const all = withShow(fields, show);
  const title = plainLine(z.string().catch("").parse(localised(all, "title")), 256);
  const channel = Text.parse(localised(fields, "channel"));
  if (channel !== undefined && channel !== rules.channel)
    return { answer: { kind: "elsewhere", channel }, title, show: showId };
  const answer = parseEvent(all, rules);
  return { answer: withoutShow(answer, { showId, show, title }), title, show: showId };
}

/** What an answer says when the show that it could have taken something from is not there. */
function withoutShow(
  answer: EventAnswer,
  o: { showId: string | undefined; show: Show | undefined; title: string },
): EventAnswer {
  if (o.showId === undefined || o.show !== undefined) return answer;
  if (answer.kind === "event") return { ...answer, notes: [...answer.notes, unpublished(o.showId, o.title)] };
  const lacks = LACKED[answer.problem.field ?? ""];
  return lacks === undefined ? answer : { kind: "problem", problem: noShow(lacks) };
}

/** What an event must say itself where no show says it. */
const LACKED: Readonly<Record<string, string>> = { "fields.title": "title", "fields.endsAt": "duration" };

function noShow(lacks: string): EventProblem {
  return {
    field: "fields.show",
    message: `fields.show: the show is not published, and the event has no ${lacks} of its own`,
    cure: `Publish the show, or give the event a ${lacks}.`,
  };
}

function unpublished(entry: string, title: string): EventNote {
  return {
    code: "show-unpublished",
    field: "fields.show",
    message: `${title}: its show (entry ${entry}) is not published, so nothing is taken from it.`,
    cure: "Publish the show, or take the link out.",
  };
}
