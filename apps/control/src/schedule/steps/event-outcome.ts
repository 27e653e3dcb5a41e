import type { EventRecord } from "../events/event-record.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import type { Known, KnownMeeting } from "./known.ts";
import type { Apply, Outcome } from "./step-driver.ts";

export type ApplyEvent = Apply<EventRecord>;
export type EventOutcome = Outcome<EventRecord>;

/** What becomes of a step by a vendor's answer about `meeting`; empty when there is none yet. */
export function outcomeOf<T>(
  answer: VendorAnswer<T>,
  meeting: string,
  apply: (value: T) => ApplyEvent,
): EventOutcome {
  switch (answer.kind) {
    case "ok":
      return { kind: "done", apply: apply(answer.value) };
    case "retry":
      return answer;
    case "refused":
      return { kind: "fault", message: answer.message };
    case "gone":
    default:
      return meeting === ""
        ? { kind: "fault", message: "It is not there." }
        : { kind: "done", apply: vanishedMeeting(meeting) };
  }
}

/** A change of what is known of an event. */
export function withKnown(change: (known: Known) => Known): ApplyEvent {
  return (record) => ({ ...record, known: change(record.known) });
}

/** A change of what is known of this meeting, if it still is the event's. */
export function changeMeeting(
  id: string,
  change: (meeting: KnownMeeting) => Partial<KnownMeeting>,
): ApplyEvent {
  return withKnown((known) =>
    known.meeting?.id === id ? { ...known, meeting: { ...known.meeting, ...change(known.meeting) } } : known,
  );
}

/** The record without this meeting. */
export function forgetMeeting(id: string): ApplyEvent {
  return withKnown((known) => {
    const { meeting, session: _session, ...rest } = known;
    return meeting?.id === id ? rest : known;
  });
}

/** The record without the meeting that somebody deleted. */
export function vanishedMeeting(id: string): ApplyEvent {
  const count = withKnown((known) => ({ ...known, vanished: (known.vanished ?? 0) + 1 }));
  return (record) => count(forgetMeeting(id)(record));
}
