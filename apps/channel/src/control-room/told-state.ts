import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import { Dismissals } from "@nonstop/door/dismissals";
import { zoneOrUtc } from "@nonstop/schedule/wall-time";
import { controlStateOf, type ControlFacts } from "./control-state.ts";

/** The state as control rooms are told it: without the warnings that producers have dismissed. */
export class ToldState {
  readonly #timezone: string;
  readonly #dismissals: Dismissals;
  readonly #facts: () => Omit<ControlFacts, "timezone">;

  /** `facts` reads what the channel knows now; `timezone` is the station's. */
  constructor(sql: SqlStorage, timezone: string, facts: () => Omit<ControlFacts, "timezone">) {
    this.#timezone = zoneOrUtc(timezone);
    // The words of the channel's warnings count down, so what matters is what they are about.
    this.#dismissals = new Dismissals(sql, ({ id }) => id);
    this.#facts = facts;
  }

  read(): ControlRoomState {
    const state = this.#whole();
    return { ...state, ...this.#dismissals.shown(state.warnings) };
  }

  /** Dismisses a warning until it goes; answers whether it stood. */
  dismiss(id: string): boolean {
    const warning = this.#whole().warnings.find((each) => each.id === id);
    if (warning !== undefined) this.#dismissals.dismiss(warning);
    return warning !== undefined;
  }

  /** Brings back the warnings that were dismissed. */
  recall(): void {
    this.#dismissals.recall();
  }

  #whole(): ControlRoomState {
    return controlStateOf({ ...this.#facts(), timezone: this.#timezone });
  }
}
