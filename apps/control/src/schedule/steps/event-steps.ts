import type { Settings } from "../../settings.ts";
import type { AirFacts } from "../events/air-facts.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { Addresses } from "../events/addresses.ts";
import type { EventStore } from "../events/event-store.ts";
import { linkIds, type ExpectedRevisions } from "../events/linked-entries.ts";
import { notSetUp, type Vendors } from "../ports/vendors.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { desiredOf, type Station } from "./desired.ts";
import { nextStep, type Desired, type Step } from "./next-step.ts";
import { runStep, type Doors, type WorldStep } from "./run-step.ts";
import type { Outcome, StepTable } from "./step-driver.ts";

/** The events and their step table, for the driver. */
export class EventSteps implements StepTable<EventRecord, WorldStep> {
  readonly name = "event";
  readonly #events: EventStore;
  readonly #rundown: StationRundown;
  readonly #station: Station;
  readonly #doors: Omit<Doors, "expected" | "nowMs">;
  readonly #facts: AirFacts;
  readonly #nowMs: () => number;

  constructor(o: {
    channel: string;
    settings: Settings;
    vendors: Vendors;
    events: EventStore;
    addresses: Addresses;
    rundown: StationRundown;
    facts: AirFacts;
    nowMs: () => number;
  }) {
    const { channel, vendors } = o;
    const { meetings, publicUrl: pageUrl, space, environment, margins } = o.settings;
    const { host, rtmpUrl, resolution, streamKeySecret: keySecret } = meetings;
    this.#events = o.events;
    this.#rundown = o.rundown;
    this.#facts = o.facts;
    this.#nowMs = o.nowMs;
    const noMeetings = notSetUp(vendors.meetings);
    const writesBack = vendors.content.kind === "set";
    this.#station = {
      noMeetings,
      host,
      rtmpUrl,
      pageUrl,
      resolution,
      space,
      environment,
      writesBack,
      margins,
    };
    this.#doors = {
      vendors,
      channel,
      livestream: { streamUrl: rtmpUrl, pageUrl, resolution, keySecret },
      claimAddress: (entry, wish) => o.addresses.claim(entry, wish),
    };
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

  nextDueMs(except: readonly string[]): number | undefined {
    return this.#events.nextDueMs(except);
  }

  /** What an event asks for now. */
  desired(record: EventRecord, nowMs: number): Desired {
    const air = this.#facts.of(record.entry, nowMs);
    return desiredOf(record, { station: this.#station, expected: this.#expected(record), air, nowMs });
  }

  step(record: EventRecord, nowMs: number): Step {
    return nextStep(this.desired(record, nowMs), record.known);
  }

  run(step: WorldStep, record: EventRecord, nowMs: number): Promise<Outcome<EventRecord>> {
    return runStep(step, record, { ...this.#doors, expected: this.#expected(record), nowMs });
  }

  faulted(record: EventRecord, fault: { step: string; message: string }, nowMs: number): EventRecord {
    return { ...record, known: { ...record.known, fault }, dueMs: nowMs };
  }

  #expected({ event }: EventRecord): ExpectedRevisions {
    return this.#events.expected(event === undefined ? [] : linkIds(event));
  }
}
