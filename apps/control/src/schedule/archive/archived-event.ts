import { EventRecord } from "../events/event-record.ts";
import { Known, KnownMeeting } from "../steps/known.ts";

/**
 * What an archive keeps of what has been done for an event: named one by one, so that a new secret is never kept by oversight. The
 * words of its entry and the meeting's links are read again where they stand; failed steps are tried again.
 */
const ArchivedKnown = Known.pick({
  linksKey: true,
  linkProblem: true,
  former: true,
  maybeMade: true,
  endedMs: true,
  movedMs: true,
  vanished: true,
});
const ArchivedMeeting = KnownMeeting.pick({
  id: true,
  host: true,
  wishedHost: true,
  meetingKey: true,
  changedMs: true,
});

/** An event as an archive keeps it, without any secret. */
export function archivedEvent(record: EventRecord): EventRecord {
  const { event, known, dueMs: _dueMs, ...rest } = record;
  const { meeting } = known;
  const { source, ...fields } = event ?? {};
  return EventRecord.parse({
    ...rest,
    ...(event === undefined ? {} : { event: fields }),
    // Contentful tells of it again where something was left out.
    ...(source === undefined ? {} : { revision: 0 }),
    known: {
      ...ArchivedKnown.parse(known),
      ...(meeting === undefined
        ? {}
        : { meeting: { ...ArchivedMeeting.parse(meeting), joinUrl: "", passcode: "" } }),
    },
  });
}
