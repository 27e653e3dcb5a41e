import { longText, shortText, type ModelField } from "./field.ts";

const WRITTEN = "The station writes this. What you write here is put right again.";

const words = (id: string, name: string, help: string): ModelField =>
  longText(id, name, `${help} ${WRITTEN}`, { omitted: true });
const word = (id: string, name: string, help: string, choices?: string[]): ModelField =>
  shortText(id, name, `${help} ${WRITTEN}`, {
    omitted: true,
    ...(choices === undefined ? {} : { validations: [{ in: choices }] }),
  });

/**
 * The fields of an event that the station writes. They are `omitted`: the delivery API never shows them. They are not `disabled`:
 * Contentful hides disabled fields in the editor, from the very people who need the join link.
 */
export const STATION_FIELDS: readonly ModelField[] = [
  word(
    "provisionState",
    "State",
    "Whether the event will air: ready, pending (the station is working on it), failed or cancelled.",
    ["pending", "ready", "failed", "cancelled"],
  ),
  words("provisionError", "Problem", "What keeps the event from airing, and what to do about it."),
  words("provisionWarnings", "Warnings", "What else you should know, a line each."),
  word("joinUrl", "Join link", "Where guests come in. Do not publish it anywhere."),
  word("passcode", "Passcode", "What a guest is asked for when the link does not carry it."),
  words("invitation", "Zoom's invitation", "As Zoom writes it, with numbers to dial in."),
  words("guestInvites", "Invites", "An invite for each presenter, ready to copy."),
  words(
    "guestChecks",
    "Guests' set-up tests",
    "What each guest's test of picture and sound gave: Ready, or Not ready and why.",
  ),
  word("zoomMeetingId", "Zoom meeting", "The number of its meeting."),
  word("provisionHash", "Mark", "By this the station knows what it wrote last."),
];
