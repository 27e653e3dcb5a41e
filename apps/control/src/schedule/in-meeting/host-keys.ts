import type { AiringId } from "@nonstop/contract/names";
import type { EventStore } from "../events/event-store.ts";
import { sentence } from "../events/sentence.ts";
import type { Meetings } from "../ports/meetings.ts";
import type { Vendor } from "../ports/vendors.ts";

export type HostKeyOutcome =
  | { kind: "key"; hostKey: string }
  | { kind: "unknown-event" }
  | { kind: "no-meeting" }
  /** The vendor would not say, or did not answer. */
  | { kind: "failed"; message: string };

/** The keys that make somebody the host of a meeting. They are secrets: each is read when it is asked for, and kept nowhere. */
export class HostKeys {
  readonly #events: Pick<EventStore, "read">;
  readonly #meetings: Vendor<Meetings>;

  constructor(o: { events: Pick<EventStore, "read">; meetings: Vendor<Meetings> }) {
    this.#events = o.events;
    this.#meetings = o.meetings;
  }

  /** The key of the meeting that an event has. */
  async of(airing: AiringId): Promise<HostKeyOutcome> {
    const record = this.#events.read(airing);
    if (record === undefined) return { kind: "unknown-event" };
    const { meeting } = record.known;
    if (record.presence !== "published" || meeting === undefined) return { kind: "no-meeting" };
    const { name, ...vendor } = this.#meetings;
    if (vendor.kind === "unset") return { kind: "failed", message: `${name} is not set up.` };
    const answer = await vendor.client.readHostKey(meeting);
    if (answer.kind === "gone") return { kind: "no-meeting" };
    if (answer.kind !== "ok") return { kind: "failed", message: sentence(answer.message) };
    if (answer.value === undefined)
      return { kind: "failed", message: `${name} has no host key for this meeting.` };
    return { kind: "key", hostKey: answer.value };
  }
}
