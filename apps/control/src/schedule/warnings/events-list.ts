import type { EventsAnswer, EventStatus } from "@nonstop/contract/events";
import { secondOf } from "@nonstop/contract/time";
import type { DismissRequest, Warning } from "@nonstop/contract/warning";
import type { Dismissals } from "@nonstop/door/dismissals";
import type { Settings } from "../../settings.ts";
import type { EventStore } from "../events/event-store.ts";
import { eventStatus } from "../events/event-status.ts";
import { warningsOf } from "../events/outlook.ts";
import type { ImportSteps } from "../imports/import-steps.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import { inOrder } from "./in-order.ts";
import { settingWarnings } from "./setting-warnings.ts";
import type { WarningStore } from "./warning-store.ts";

const DAY_SECONDS = 86_400;

type Parts = {
  settings: Pick<Settings, "warnings">;
  events: Pick<EventStore, "endingAfter">;
  steps: Pick<EventSteps, "desired">;
  videos: Pick<VideoSteps, "warnings">;
  imports: Pick<ImportSteps, "warnings">;
  warnings: Pick<WarningStore, "all">;
  dismissals: Dismissals;
};

/** What producers are told of the schedule side: the events, and all that is warned of. Worked out anew each time. */
export class EventsList {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Events that have not ended a day ago, and the warnings that nobody has dismissed. */
  answer(nowMs: number): EventsAnswer {
    const { events, warnings } = this.#all(nowMs);
    const shown = this.#o.dismissals.shown(warnings);
    return { events, ...inOrder(shown.warnings), dismissed: shown.dismissed };
  }

  /** Dismisses a warning as it was read. `changed`: it says something else by now, so it stays. */
  dismiss({ warning: id, message }: DismissRequest, nowMs: number): "dismissed" | "changed" | "unknown" {
    const warning = this.#all(nowMs).warnings.find((each) => each.id === id);
    if (warning === undefined) return "unknown";
    if (warning.message !== message) return "changed";
    this.#o.dismissals.dismiss(warning);
    return "dismissed";
  }

  /** Brings back what was dismissed. */
  recall(): void {
    this.#o.dismissals.recall();
  }

  /** Ends the dismissals of what is no longer warned of, so that it is told again when it comes again. */
  settle(nowMs: number): void {
    if (!this.#o.dismissals.isEmpty) this.answer(nowMs);
  }

  #all(nowMs: number): { events: EventStatus[]; warnings: Warning[] } {
    const { settings, events, steps, videos, imports, warnings } = this.#o;
    const records = events
      .endingAfter(secondOf(nowMs) - DAY_SECONDS)
      .filter(({ presence, event }) => presence === "published" || event !== undefined);
    const ofEvents: Warning[] = [];
    const statuses = records.map((record) => {
      const status = eventStatus(record, steps, nowMs);
      const notes = status.problem === undefined ? status.warnings : [status.problem, ...status.warnings];
      // Of what was withdrawn its entry tells; nobody has to do anything.
      if (status.state !== "cancelled") ofEvents.push(...warningsOf(record, notes));
      return status;
    });
    const ofStation = [
      ...settingWarnings(settings),
      ...warnings.all(),
      ...videos.warnings(nowMs),
      ...imports.warnings(),
    ];
    return { events: statuses, warnings: [...ofStation, ...ofEvents] };
  }
}
