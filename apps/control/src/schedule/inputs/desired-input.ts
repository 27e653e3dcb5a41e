import { isInputRoom } from "@nonstop/contract/room-names";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { livestreamWindow } from "@nonstop/schedule/livestream-window";
import type { EventRecord } from "../events/event-record.ts";
import { meetingKeptUntilMs } from "../events/kept-meeting.ts";
import type { Station } from "../steps/desired.ts";
import type { Asked } from "../steps/step.ts";

type InputStation = Pick<
  Station,
  "noMeetings" | "noInputs" | "margins" | "pageUrl" | "space" | "environment"
>;

/** What an event asks for of a live input. Of one whose meeting is only kept, it is kept as long. Pure. */
export function desiredInput(record: EventRecord, station: InputStation, nowMs: number): Asked["input"] {
  if (station.noInputs !== undefined || station.noMeetings !== undefined) return { kind: "keep" };
  const { presence, airing, entry, known } = record;
  const unwanted = { kind: "none", fromMs: meetingKeptUntilMs(record) } as const;
  if (presence !== "published") return unwanted;
  if (airing === undefined) return { kind: "keep" };
  if (!hasMeeting(airing) || !isInputRoom(airing.room)) return unwanted;
  const toMs = livestreamWindow(airing, station.margins).to * 1000;
  if (toMs <= nowMs) return { kind: "none", fromMs: toMs };
  const { pageUrl, space, environment } = station;
  const marker = { station: pageUrl, space, environment, entry };
  return { kind: "wanted", wish: { marker, made: known.inputsGone ?? 0 } };
}
