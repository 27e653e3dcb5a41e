import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import { alarmTimeMs, clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { readPieceChunk } from "@nonstop/pieces/piece-chunk";
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import type { Settings } from "../settings.ts";
import { archivedSettings } from "./archive/archived-settings.ts";
import type { ArchivedTables } from "./archive/archived-tables.ts";
import { noteBeginning } from "./archive/beginning.ts";
import { restoreTables, type RestoreOrder, type RestoreOutcome } from "./archive/restore-tables.ts";
import { assemble, type Parts } from "./assemble.ts";
import type { Vendors } from "./ports/vendors.ts";
import { scheduleDeeds } from "./schedule-deeds.ts";
import type { ScheduleObject } from "./schedule-object.ts";
import { migrateSchedule } from "./schedule-tables.ts";

/**
 * The schedule of the station, the single writer of airings and meetings: it records what webhooks say and answers at once; its
 * chores do the rest. One object, named `station`; `ScheduleObject` says what each of its methods does, `scheduleDeeds` how.
 */
export class Schedule extends DurableObject<Env> implements Pick<ScheduleObject, "restore"> {
  readonly #assemble: () => Parts;
  #parts: Parts;

  // A call from the Worker finds methods of the class alone, and no properties of its object.
  static {
    for (const name of Object.keys(scheduleDeeds)) {
      const value = function value(this: Schedule, ...asked: unknown[]): unknown {
        return Reflect.apply(Reflect.get(scheduleDeeds, name), undefined, [
          this.#parts,
          clock.nowMs(),
          ...asked,
        ]);
      };
      Object.defineProperty(this.prototype, name, { value, configurable: true, writable: true });
    }
  }

  constructor(ctx: DurableObjectState, env: Env, o: { settings: Settings; vendors: Vendors }) {
    super(ctx, env);
    migrateSchedule(ctx.storage);
    noteBeginning(ctx.storage.sql, clock.nowMs());
    const channelName = firstChannel(env);
    this.#assemble = () =>
      assemble({
        ...o,
        storage: ctx.storage,
        channelName,
        channel: channelByName(env, channelName),
        kv: env.STATION,
        media: env.MEDIA,
        pieceMedia: {
          house: (version) => houseOfVersion(env, version),
          chunk: (index, chunk) => readPieceChunk(env, index, chunk),
        },
        host: {
          nowMs: () => clock.nowMs(),
          setAlarm: (atMs) => ctx.storage.setAlarm(alarmTimeMs(atMs)),
          log,
        },
        archivedSettings: archivedSettings({ ...env }),
      });
    this.#parts = this.#assemble();
    for (const warning of o.settings.warnings) log("setting", { warning });
    void ctx.blockConcurrencyWhile(() => this.#parts.chores.setAlarm());
  }

  override async alarm(): Promise<void> {
    await this.#parts.chores.wake();
  }

  async restore(archived: ArchivedTables, order: RestoreOrder): Promise<RestoreOutcome> {
    // What is under way would write down what it began with.
    await this.#parts.chores.calm();
    const outcome = restoreTables(this.ctx.storage, archived, order, clock.nowMs());
    if (outcome.kind !== "restored") return outcome;
    // The parts remember what they have read.
    this.#parts = this.#assemble();
    await this.#parts.chores.wake();
    return outcome;
  }
}
