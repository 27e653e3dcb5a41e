import type { RoomReadings } from "@nonstop/contract/room";
import { present } from "@nonstop/contract/present";
import { secondOf, type Second } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { isWithin } from "@nonstop/schedule/livestream-window";
import type { Settings } from "../settings.ts";
import type { Chore } from "../schedule/chores/chore-list.ts";
import type { EventRecord } from "../schedule/events/event-record.ts";
import type { EventStore } from "../schedule/events/event-store.ts";
import type { RoomMeters } from "../schedule/ports/room-meters.ts";
import { MAX_ENDED, studioNeeded } from "./check-refusal.ts";
import type { GuestClaims } from "./guest-token.ts";
import { ownCheck } from "./guest-view.ts";
import type { OpenCheck } from "./guests-known.ts";
import { NEEDED_SECONDS, verdictOf } from "./judge-check.ts";

/** A check lasts so long at most: the guest has to come in, and the vendor may take a minute to send. */
const MAX_CHECK_SECONDS = 300;
/** An open check is looked at so often. */
const LOOK_MS = 3_000;

type Parts = {
  settings: Pick<Settings, "margins" | "meetings">;
  events: EventStore;
  meters: RoomMeters;
};

/**
 * The checks of guests' set-ups. A check opens the room of its event as a rehearsal does, for the preview alone; when enough seconds
 * have come, or its time is over, it leaves a verdict. A show that needs the studio ends it.
 */
export class GuestChecks implements Chore {
  readonly name = "guest-checks";
  readonly #o: Parts;
  /** The events with a check; undefined until they were looked for. */
  #open: Set<string> | undefined;
  #lookMs = 0;

  constructor(o: Parts) {
    this.#o = o;
  }

  dueMs(): number | undefined {
    this.#open ??= new Set(
      this.#o.events
        .endingAfter(0)
        .flatMap(({ entry, guests }) => (guests?.check === undefined ? [] : [entry])),
    );
    return this.#open.size === 0 ? undefined : this.#lookMs;
  }

  async run(nowMs: number): Promise<void> {
    this.#lookMs = nowMs + LOOK_MS;
    for (const entry of this.#open ?? []) await this.#look(entry, nowMs);
  }

  /** Whether this guest's check is on. */
  isOn(record: EventRecord, claims: GuestClaims, second: Second): boolean {
    return ownCheck(record, claims, second) !== undefined;
  }

  /** Opens a check of a guest. The livestream starts as soon as somebody is in the meeting. */
  open(record: EventRecord, { person }: GuestClaims, second: Second): void {
    const check: OpenCheck = { ...present({ person }), from: second, to: second + MAX_CHECK_SECONDS };
    const { from, to } = check;
    const { rehearsal: before } = record;
    const isRehearsed = before !== undefined && isWithin(before, second);
    // A producer's rehearsal stays theirs, and becomes long enough: the end of the check does not end it.
    const rehearsal = isRehearsed ? { ...before, to: Math.max(before.to, to) } : { from, to };
    this.#o.events.write({ ...record, rehearsal, guests: { ...record.guests, check }, dueMs: second * 1000 });
    this.#open?.add(record.entry);
    this.#lookMs = 0;
    log("guest-check", { airing: record.entry, is: "open" });
  }

  /** Ends a check without a verdict. */
  end(record: EventRecord, second: Second): void {
    const { guests, ...rest } = ended(record, second);
    const endedAt = [...(guests?.endedAt ?? []), second].slice(-MAX_ENDED);
    this.#o.events.write({ ...rest, guests: { ...guests, endedAt } });
    this.#open?.delete(record.entry);
    log("guest-check", { airing: record.entry, is: "ended" });
  }

  async #look(entry: string, nowMs: number): Promise<void> {
    const record = this.#o.events.read(entry);
    const check = record?.guests?.check;
    const room = record?.airing?.room;
    if (record === undefined || check === undefined || room === undefined) {
      this.#open?.delete(entry);
      return;
    }
    const second = secondOf(nowMs);
    const isOver = second >= check.to;
    if (!isOver && this.#isStudioNeeded(record, second)) return this.end(record, second);
    const answer = await this.#o.meters.readings(room);
    const readings = answer.kind === "ok" ? measuredOf(answer.value, check) : [];
    if (!isOver && readings.length < NEEDED_SECONDS) return;
    const echo = readings.length === 0 ? undefined : await this.#o.meters.echo(room);
    // It may have been ended meanwhile, or the event withdrawn.
    const fresh = this.#o.events.read(entry);
    if (fresh?.guests?.check?.from !== check.from) return;
    const source = answer.kind === "ok" ? answer.value.status.source : undefined;
    const measures = { readings, source, echo: echo?.kind === "ok" ? echo.value : undefined };
    const verdict = verdictOf(measures, second);
    const { guests, ...rest } = ended(fresh, second);
    const verdicts = { ...guests?.verdicts, [check.person ?? ""]: verdict };
    this.#o.events.write({ ...rest, guests: { ...guests, verdicts } });
    this.#open?.delete(entry);
    log("guest-check", { airing: entry, is: verdict.isReady ? "ready" : "not-ready" });
  }

  #isStudioNeeded(record: EventRecord, second: Second): boolean {
    const { settings, events } = this.#o;
    const { margins, meetings } = settings;
    const all = events.endingAfter(second - margins.overrunSeconds);
    return studioNeeded(record, { all, stationHost: meetings.host, margins, second });
  }
}

/** The seconds of a room that a check measures: those since it was opened. */
export function measuredOf({ readings }: RoomReadings, check: OpenCheck): RoomReadings["readings"] {
  return readings.filter(({ second }) => isWithin(check, second));
}

/** The event without its check, and without the rehearsal that the check opened. Its livestream stops. */
function ended(record: EventRecord, second: Second): EventRecord {
  const { check, ...guests } = record.guests ?? {};
  const { rehearsal } = record;
  const isOwn = rehearsal?.from === check?.from && rehearsal?.to === check?.to;
  const isToEnd = rehearsal !== undefined && isOwn && rehearsal.to > second;
  return {
    ...record,
    guests,
    dueMs: second * 1000,
    ...present({ rehearsal: isToEnd ? { ...rehearsal, to: second } : rehearsal }),
  };
}
