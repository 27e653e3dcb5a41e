import type { Layout } from "@nonstop/contract/layout";
import type { AiringId } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { sentence } from "../events/sentence.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { Meetings } from "../ports/meetings.ts";
import { withKnown } from "../steps/event-outcome.ts";

export type LayoutOutcome =
  | { kind: "changed"; says: string }
  | { kind: "unknown-event" }
  /** It is shown from elsewhere. */
  | { kind: "no-meeting" }
  | { kind: "not-live" }
  /** The vendor would not, or did not answer. */
  | { kind: "failed"; message: string };

/** The meeting whose livestream is up, or why there is none whose layout could be changed. Pure. */
function meetingOnAir(
  record: EventRecord | undefined,
): { kind: "on-air"; meeting: string } | Exclude<LayoutOutcome, { kind: "changed" | "failed" }> {
  if (record === undefined) return { kind: "unknown-event" };
  const { airing, known } = record;
  if (record.presence !== "published" || airing === undefined || !hasMeeting(airing))
    return { kind: "no-meeting" };
  const isUp = known.session !== undefined && known.session.livestream !== "off";
  if (known.meeting === undefined || !isUp) return { kind: "not-live" };
  return { kind: "on-air", meeting: known.meeting.id };
}

/** Changes the layout of what is live, by its event. */
export class LayoutDesk {
  readonly #events: Pick<EventStore, "read" | "write">;
  readonly #meetings: Vendor<Meetings>;

  constructor(o: { events: Pick<EventStore, "read" | "write">; meetings: Vendor<Meetings> }) {
    this.#events = o.events;
    this.#meetings = o.meetings;
  }

  /** Has the vendor show another layout from now on. It is kept for as long as the session lasts. */
  async change(airing: AiringId, layout: Layout): Promise<LayoutOutcome> {
    const outcome = await this.#change(airing, layout);
    log("layout", { airing, layout, result: outcome.kind });
    return outcome;
  }

  async #change(airing: AiringId, layout: Layout): Promise<LayoutOutcome> {
    const found = meetingOnAir(this.#events.read(airing));
    if (found.kind !== "on-air") return found;
    const { meeting } = found;
    const { name, ...vendor } = this.#meetings;
    if (vendor.kind === "unset") return { kind: "failed", message: `${name} is not set up.` };
    const answer = await vendor.client.changeLayout(meeting, layout);
    if (answer.kind === "gone") return { kind: "not-live" };
    if (answer.kind !== "ok") return { kind: "failed", message: sentence(answer.message) };
    // News may have come while the vendor was asked.
    const fresh = this.#events.read(airing);
    if (fresh !== undefined) this.#events.write(withLayout(fresh, meeting, layout));
    return { kind: "changed", says: `${name} ${SHOWS[layout]} from now on.` };
  }
}

function withLayout(record: EventRecord, meeting: string, layout: Layout): EventRecord {
  return withKnown((known) =>
    known.meeting?.id === meeting && known.session !== undefined
      ? { ...known, session: { ...known.session, layout } }
      : known,
  )(record);
}

const SHOWS: Readonly<Record<Layout, string>> = {
  speaker: "shows whoever speaks",
  gallery: "shows everybody side by side",
  host: "shows what the host of the meeting looks at",
};
