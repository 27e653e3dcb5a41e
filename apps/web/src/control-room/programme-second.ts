import type { Second } from "@nonstop/contract/time";
import { signal } from "@preact/signals";

/** The channel second on the programme monitor; undefined while it shows nothing. */
export const programmeSecond = signal<Second | undefined>(undefined);
