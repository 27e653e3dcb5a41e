import type { AiringId } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import type { EventStore } from "../events/event-store.ts";
import { sentence } from "../events/sentence.ts";
import type { Vendors } from "../ports/vendors.ts";

export type HostKeyOutcome =
  | { kind: "key"; hostKey: string }
  | { kind: "unknown-event" }
  | { kind: "no-meeting" }
  | { kind: "not-producer" }
  /** The vendor would not say, or did not answer. */
  | { kind: "failed"; message: string };

/** The keys that make somebody the host of a meeting. They are secrets: each is read when it is asked for, and kept nowhere. */
export class HostKeys {
  readonly #events: Pick<EventStore, "read">;
  readonly #vendors: Pick<Vendors, "content" | "meetings">;

  constructor(o: { events: Pick<EventStore, "read">; vendors: Pick<Vendors, "content" | "meetings"> }) {
    this.#events = o.events;
    this.#vendors = o.vendors;
  }

  /** The key of the meeting that an event has, for one of our producers. */
  async of(airing: AiringId): Promise<HostKeyOutcome> {
    return logged(airing, await this.#read(airing));
  }

  /** The same for somebody who works where events are written: its producers alone are told, known by their mail address. */
  async forUser(airing: AiringId, user: string): Promise<HostKeyOutcome> {
    return logged(airing, await this.#readFor(airing, user));
  }

  async #readFor(airing: AiringId, user: string): Promise<HostKeyOutcome> {
    const producers = this.#events.read(airing)?.privateFields?.producers ?? [];
    const { content } = this.#vendors;
    if (content.kind === "unset" || producers.length === 0) return { kind: "not-producer" };
    const answer = await content.client.management.readUserAddress(user);
    if (answer.kind === "retry") return { kind: "failed", message: sentence(answer.message) };
    const address = answer.kind === "ok" ? answer.value?.trim().toLowerCase() : undefined;
    if (address === undefined || !producers.includes(address)) return { kind: "not-producer" };
    return this.#read(airing);
  }

  async #read(airing: AiringId): Promise<HostKeyOutcome> {
    const record = this.#events.read(airing);
    if (record === undefined) return { kind: "unknown-event" };
    const { meeting } = record.known;
    if (record.presence !== "published" || meeting === undefined) return { kind: "no-meeting" };
    const { name, ...vendor } = this.#vendors.meetings;
    if (vendor.kind === "unset") return { kind: "failed", message: `${name} is not set up.` };
    const answer = await vendor.client.readHostKey(meeting);
    if (answer.kind === "gone") return { kind: "no-meeting" };
    if (answer.kind !== "ok") return { kind: "failed", message: sentence(answer.message) };
    if (answer.value === undefined)
      return { kind: "failed", message: `${name} has no host key for this meeting.` };
    return { kind: "key", hostKey: answer.value };
  }
}

function logged(airing: AiringId, outcome: HostKeyOutcome): HostKeyOutcome {
  log("host-key", { airing, result: outcome.kind });
  return outcome;
}
