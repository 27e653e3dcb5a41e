import type { Env } from "../../env.ts";
import { backOffMs } from "./back-off.ts";
import { deliveryOver } from "../../vendors/contentful/delivery.ts";
import { managementOver } from "../../vendors/contentful/management.ts";
import { desiredOf, type Station } from "./desired.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { linkIds, type ExpectedRevisions } from "../events/linked-entries.ts";
import { log } from "../log.ts";
import { nextStep, type Desired, type Step } from "./next-step.ts";
import { runStep, type Doors, type Outcome, type WorldStep } from "./run-step.ts";
import {
  contentfulSettings,
  livestreamResolution,
  zoomSettings,
  type VendorSettings,
} from "../../settings.ts";
import { zoomOver } from "../../vendors/zoom/meetings.ts";

type Vendors = Pick<Doors, "delivery" | "management" | "zoom">;

/** Drives events along the step table, one step at a time. Holds nothing that the store does not, but Zoom's token. */
export class Provisioner {
  readonly #events: EventStore;
  readonly #channel: string;
  readonly #station: Station;
  readonly #vendors: Vendors;
  readonly #save: (record: EventRecord, before: EventRecord | undefined) => void;
  readonly #busy = new Set<string>();

  constructor(o: {
    env: Env;
    channel: string;
    events: EventStore;
    /** Writes a changed record down. */
    save: (record: EventRecord, before: EventRecord | undefined) => void;
  }) {
    this.#events = o.events;
    this.#channel = o.channel;
    this.#save = o.save;
    const contentful = contentfulSettings(o.env);
    const zoom = zoomSettings(o.env);
    this.#station = stationOf(o.env, contentful.kind === "set", zoom);
    this.#vendors = {
      delivery: contentful.kind === "set" ? deliveryOver(contentful.settings) : undefined,
      management: contentful.kind === "set" ? managementOver(contentful.settings) : undefined,
      zoom: zoom.kind === "set" ? { client: zoomOver(zoom.settings), ...zoom.settings } : undefined,
    };
  }

  /** What an event asks for now. */
  desired(record: EventRecord, nowMs: number): Desired {
    return desiredOf(record, { station: this.#station, expected: this.#expected(record), nowMs });
  }

  /** The next step of an event. */
  step(record: EventRecord, nowMs: number): Step {
    return nextStep(this.desired(record, nowMs), record.known);
  }

  /** Takes the next step of the first of these events that nobody else is at; false when there is none. */
  async advanceFirst(records: readonly EventRecord[], nowMs: () => number): Promise<boolean> {
    const record = records.find(({ entry }) => !this.#busy.has(entry));
    if (record === undefined) return false;
    this.#busy.add(record.entry);
    try {
      await this.#advance(record, nowMs);
    } finally {
      this.#busy.delete(record.entry);
    }
    return true;
  }

  async #advance(record: EventRecord, nowMs: () => number): Promise<void> {
    const startMs = nowMs();
    const step = this.step(record, startMs);
    if (step.kind === "done" || step.kind === "wait") {
      const { dueMs: _dueMs, lastError: _lastError, ...rest } = record;
      const settled: EventRecord = { ...rest, attempt: 0 };
      this.#save(step.kind === "wait" ? { ...settled, dueMs: step.untilMs } : settled, record);
      return;
    }
    const outcome = await this.#run(step, record, startMs);
    const fresh = this.#events.read(record.entry);
    if (fresh === undefined) return;
    const next = afterStep({ step, outcome, tried: record, fresh, nowMs: nowMs() });
    this.#save(next, fresh);
    const result = outcome.kind === "done" ? "done" : outcome.kind;
    log("provision", { entry: record.entry, step: step.kind, result, attempt: next.attempt });
  }

  async #run(step: WorldStep, record: EventRecord, nowMs: number): Promise<Outcome> {
    const doors = { ...this.#vendors, channel: this.#channel, expected: this.#expected(record), nowMs };
    try {
      return await runStep(step, record, doors);
    } catch (error) {
      // A fault of ours must not stop the other events. Its text may hold what a vendor was told, so only its name is kept.
      return { kind: "retry", message: `An unforeseen ${error instanceof Error ? error.name : "fault"}.` };
    }
  }

  #expected(record: EventRecord): ExpectedRevisions {
    return this.#events.expected(record.event === undefined ? [] : linkIds(record.event));
  }
}

/** The record after a step, as it is by then: webhooks may have changed it while the step was done. Pure. */
function afterStep(o: {
  step: Step;
  outcome: Outcome;
  tried: EventRecord;
  fresh: EventRecord;
  nowMs: number;
}): EventRecord {
  const { step, outcome, tried, fresh, nowMs } = o;
  const { lastError: _lastError, ...applied } = outcome.apply?.(fresh) ?? fresh;
  // A webhook came meanwhile, and all of them ask for a look at once: what it brought must not wait for this step's back-off.
  const overtaken = (["revision", "presence", "attempt", "dueMs"] as const).some(
    (part) => fresh[part] !== tried[part],
  );
  if (outcome.kind === "done" || overtaken) return { ...applied, attempt: 0, dueMs: nowMs };
  if (outcome.kind === "fault") {
    const fault = { step: step.kind, message: outcome.message };
    return { ...applied, known: { ...applied.known, fault }, attempt: 0, dueMs: nowMs };
  }
  const attempt = tried.attempt + 1;
  const dueMs = nowMs + backOffMs(attempt, outcome.askedMs);
  return { ...applied, attempt, dueMs, lastError: outcome.message };
}

function stationOf(env: Env, writesBack: boolean, zoom: VendorSettings<{ hostUser: string }>): Station {
  return {
    zoom: {
      hostUser: env.ZOOM_HOST_USER,
      rtmpUrl: env.RTMP_URL,
      pageUrl: env.PUBLIC_URL,
      resolution: livestreamResolution(env),
      missing: zoom.kind === "unset" ? zoom.missing : [],
    },
    space: env.CONTENTFUL_SPACE,
    writesBack,
  };
}
