import { present } from "@nonstop/contract/present";
import type { EventRecord } from "../events/event-record.ts";
import { privateFieldsOf, privateIds, privateKey } from "../events/private-fields.ts";
import type { EventOutcome } from "./event-outcome.ts";
import type { Doors } from "./run-step.ts";

/** Reads what is never delivered of an event, its presenters and its show: one call, and nothing on air waits for it. */
export async function runReadPrivate(record: EventRecord, doors: Doors): Promise<EventOutcome> {
  const { event, entry } = record;
  const { content } = doors.vendors;
  const key = privateKey(record, doors.expected);
  if (event === undefined || key === undefined || content.kind === "unset")
    return { kind: "done", apply: (fresh) => fresh };
  const answer = await content.client.management.readPrivate(privateIds(entry, event));
  if (answer.kind === "retry") return answer;
  if (answer.kind === "refused") return { kind: "fault", message: answer.message };
  const found = answer.kind === "gone" ? new Map<string, never>() : answer.value;
  const privateFields = privateFieldsOf({ entry, event }, found);
  const isBetter = await mayHostByNow(record.known.meeting?.leftOut ?? [], doors.vendors.meetings);
  return {
    kind: "done",
    apply: (fresh) => {
      // The event may have been published anew while it was read.
      if (privateKey(fresh, doors.expected) !== key) return fresh;
      const { known } = fresh;
      // The meeting is changed once more, with those who were left out.
      const meeting =
        isBetter && known.meeting !== undefined ? { ...known.meeting, meetingKey: "" } : undefined;
      return {
        ...fresh,
        privateFields,
        known: { ...known, ...present({ privateKey: key, meeting: meeting ?? known.meeting }) },
      };
    },
  };
}

/** Whether some of those who were left out of a meeting could be its hosts by now. */
async function mayHostByNow(
  leftOut: readonly { address: string }[],
  meetings: Doors["vendors"]["meetings"],
): Promise<boolean> {
  if (leftOut.length === 0 || meetings.kind === "unset") return false;
  const still = await meetings.client.checkHosts(leftOut.map(({ address }) => address));
  return still.length < leftOut.length;
}
