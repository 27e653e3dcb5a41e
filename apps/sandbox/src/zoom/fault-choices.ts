import { AccountFeature, AccountLock } from "./account-rules.ts";
import type { FaultChoices } from "../server/fault-page.ts";
import { SCOPES } from "./scopes.ts";

/** What may be broken at Zoom. */
export const zoomFaults = (hostUser: string): FaultChoices => ({
  vendor: "zoom",
  standIn: "Zoom",
  endpoints: SCOPES.map(([method, path]) => ({ method, path })),
  scopes: SCOPES.map(([, , scope]) => scope),
  topics: [
    "meeting.started",
    "meeting.ended",
    "meeting.live_streaming_started",
    "meeting.live_streaming_stopped",
    "meeting.deleted",
    "recording.completed",
  ],
  lists: [
    { title: "Settings that the account locks", name: "locked", values: AccountLock.options },
    { title: "What the account does not allow", name: "switchedOff", values: AccountFeature.options },
    { title: "Users without a licence", name: "unlicensed", values: [hostUser] },
  ],
  others: [
    {
      label: "The start of a livestream that was started before is refused",
      isOn: (faults) => faults.secondStart === "refused",
      on: { secondStart: "refused" },
      off: { secondStart: "accepted" },
    },
    {
      label: "A host may hold two meetings at a time",
      isOn: (faults) => faults.meetingsPerHost > 1,
      on: { meetingsPerHost: 2 },
      off: { meetingsPerHost: 1 },
    },
  ],
});
