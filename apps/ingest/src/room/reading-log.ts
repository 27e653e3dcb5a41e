import { READINGS_SECONDS, type RoomReading, type RoomStatus } from "@nonstop/contract/room";
import type { SecondReading } from "./second-meter.ts";
import { TroubleLog } from "./trouble-log.ts";

/** What the meters said of the newest seconds of a room. It outlasts the media, for a check that takes minutes. */
export class ReadingLog {
  readonly #troubles = new TroubleLog();
  #readings: RoomReading[] = [];

  /** Notes the reading of a second that was offered. */
  note(second: number, { troubles, ...peak }: SecondReading): void {
    this.#troubles.note(second, troubles);
    const reading = { second, ...peak, ...(troubles.length === 0 ? {} : { troubles: [...troubles] }) };
    this.#readings = [...this.#readings.filter((other) => other.second > second - READINGS_SECONDS), reading];
  }

  /** Forgets the trouble that ended at or before `second`. */
  forgetTroublesBefore(second: number): void {
    this.#troubles.forgetBefore(second);
  }

  /** The trouble of the seconds on offer, as a room's status says it. */
  get told(): Pick<RoomStatus, "troubles"> {
    return this.#troubles.isEmpty ? {} : { troubles: this.#troubles.spans };
  }

  /** The readings, oldest first. */
  get all(): RoomReading[] {
    return this.#readings.toSorted((a, b) => a.second - b.second);
  }
}
