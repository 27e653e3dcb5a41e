import { present } from "@nonstop/contract/present";
import type { Settings } from "../../settings.ts";
import type { AirFacts } from "../events/air-facts.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { Addresses } from "../events/addresses.ts";
import type { EventStore } from "../events/event-store.ts";
import { followedIds, type ExpectedRevisions } from "../events/linked-entries.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import { notSetUp, type Vendors } from "../ports/vendors.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { Shows } from "../shows/show.ts";
import { inviteStation, type InviteStation } from "../invites/invite-station.ts";
import { desiredOf, type Station } from "./desired.ts";
import { isRoomReceived } from "./is-room-received.ts";
import { LANES, nextDueMs, nextStep, type Lane } from "./next-step.ts";
import type { Desired, Step } from "./step.ts";
import { runStep, type Doors } from "./run-step.ts";
import type { Done, Idle, Outcome, StepTable } from "./step-driver.ts";
import { keyOfTries, withFailure, withoutTries } from "./tries.ts";

/** The events and their step table, for the driver. */
export class EventSteps implements StepTable<EventRecord, Step, Lane> {
  readonly name = "event";
  readonly lanes = LANES;
  readonly #events: EventStore;
  readonly #rundown: StationRundown;
  readonly #station: Station;
  readonly #doors: Omit<Doors, "expected" | "nowMs">;
  readonly #facts: AirFacts;
  readonly #nowMs: () => number;

  constructor(o: {
    channelName: string;
    channel: ChannelCalls;
    settings: Settings;
    vendors: Vendors;
    events: EventStore;
    addresses: Addresses;
    shows: Shows;
    published: Pick<PublishedStore, "picture">;
    rundown: StationRundown;
    facts: AirFacts;
    nowMs: () => number;
  }) {
    const { channelName, channel, vendors } = o;
    const { meetings, publicUrl: pageUrl, space, environment, margins, liveSource } = o.settings;
    const { host, rtmpUrl, resolution, streamKeySecret: keySecret } = meetings;
    this.#events = o.events;
    this.#rundown = o.rundown;
    this.#facts = o.facts;
    this.#nowMs = o.nowMs;
    const noMeetings = notSetUp(vendors.meetings);
    const noInputs = notSetUp(vendors.liveInputs);
    const writesBack = vendors.content.kind === "set";
    const { mail } = vendors;
    const invites = inviteStation(o.settings, mail.kind === "set" ? mail.client.from : undefined);
    this.#station = {
      noMeetings,
      noInputs,
      host,
      rtmpUrl,
      pageUrl,
      resolution,
      space,
      environment,
      writesBack,
      margins,
      liveSource,
      invites,
    };
    this.#doors = {
      vendors,
      invites,
      run: crypto.randomUUID(),
      channel: channelName,
      owner: { station: pageUrl, space, environment },
      liveSource,
      margins,
      livestream: { streamUrl: rtmpUrl, pageUrl, resolution, keySecret },
      claimAddress: (entry, wish) => o.addresses.claim(entry, wish),
      show: o.shows,
      picture: (id) => o.published.picture(id),
      isReceived: (room) => isRoomReceived(channel, room),
    };
  }

  /** The station as its invites name it. */
  get inviteStation(): InviteStation {
    return this.#station.invites;
  }

  idOf({ entry }: EventRecord): string {
    return entry;
  }

  read(entry: string): EventRecord | undefined {
    return this.#events.read(entry);
  }

  write(record: EventRecord): void {
    if (this.#events.write(record).airing === "changed") this.#rundown.ask(this.#nowMs());
  }

  remove(entry: string): void {
    this.#events.remove(entry);
  }

  due(nowMs: number, limit: number): EventRecord[] {
    return this.#events.due(nowMs, limit);
  }

  nextDueMs(nowMs: number): number | undefined {
    return this.#events.nextDueMs(nowMs);
  }

  /** What an event asks for now. */
  desired(record: EventRecord, nowMs: number): Desired {
    const air = this.#facts.of(record.entry, nowMs);
    return desiredOf(record, { station: this.#station, expected: this.#expected(record), air, nowMs });
  }

  steps(record: EventRecord, nowMs: number): Readonly<Record<Lane, Step | Idle>> {
    const desired = this.desired(record, nowMs);
    const next = (lane: Lane): Step | Idle => nextStep(desired, record.known, lane);
    return {
      "going-live": next("going-live"),
      links: next("links"),
      meeting: next("meeting"),
      input: next("input"),
      invites: next("invites"),
      mail: next("mail"),
      entry: next("entry"),
    };
  }

  /** Whether a step may be taken for an event now, in whatever lane. */
  isUnfinished(record: EventRecord, nowMs: number): boolean {
    const dueMs = nextDueMs(this.desired(record, nowMs), record.known);
    return dueMs !== undefined && dueMs <= nowMs;
  }

  run(step: Step, record: EventRecord, nowMs: number): Promise<Outcome<EventRecord>> {
    return runStep(step, record, { ...this.#doors, expected: this.#expected(record), nowMs });
  }

  after(fresh: EventRecord, { tried, step, outcome, nowMs }: Done<EventRecord, Step>): EventRecord {
    const applied = "apply" in outcome ? (outcome.apply?.(fresh) ?? fresh) : fresh;
    // An event that was published anew meanwhile has everything tried anew.
    const isSame = fresh.revision === tried.revision && fresh.presence === tried.presence;
    // It is looked at once more: what this step changed may be another one's to do.
    return { ...(isSame ? withOutcome(applied, { step, outcome, nowMs }) : applied), dueMs: nowMs };
  }

  atRest(record: EventRecord, nowMs: number): EventRecord {
    const { dueMs: _dueMs, ...rest } = record;
    return { ...rest, ...present({ dueMs: nextDueMs(this.desired(record, nowMs), record.known) }) };
  }

  #expected({ event }: EventRecord): ExpectedRevisions {
    return this.#events.expected(event === undefined ? [] : followedIds(event));
  }
}

function withOutcome(
  record: EventRecord,
  { step, outcome, nowMs }: Omit<Done<EventRecord, Step>, "tried">,
): EventRecord {
  const { tries: before, ...known } = record.known;
  const hasFailed = outcome.kind === "retry" || outcome.kind === "fault";
  const tries = hasFailed
    ? withFailure(before, step, { ...outcome, nowMs })
    : withoutTries(before, [keyOfTries(step)]);
  return { ...record, known: { ...known, ...present({ tries }) } };
}
