import type { EventNote } from "@nonstop/contract/events";
import { namedAiring } from "@nonstop/schedule/wall-time";
import type { LeftOut } from "../ports/meetings.ts";
import type { EventRecord } from "./event-record.ts";

const WHY: Readonly<Record<LeftOut["why"], string>> = {
  unknown: "there is no such user in the account that holds the meeting",
  unlicensed: "their user has no licence",
  refused: "they were refused as an alternative host",
};

/** The producers who cannot run an event's meeting. It is made without them. */
export function producerNotes({ title, airing, event, known: { meeting } }: EventRecord): EventNote[] {
  const stands = airing ?? event;
  const name = stands === undefined ? title : namedAiring({ ...stands, title });
  return (meeting?.leftOut ?? []).map(({ address, why }) => ({
    code: "producer-left-out" as const,
    field: "fields.producers",
    message: `${name}: ${address} cannot run its meeting, for ${WHY[why]}.`,
    cure: "Give them a licensed user there and publish the event again. Till then they may use the host key.",
  }));
}
