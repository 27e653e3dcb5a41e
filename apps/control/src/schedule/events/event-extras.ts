import { present } from "@nonstop/contract/present";
import { z } from "zod";
import { FieldRefusal } from "./field-refusal.ts";
import { parseInstant } from "./instant.ts";
import { localised, type LocalisedFields } from "./localised.ts";

const Said = z.boolean().optional().catch(undefined);
const MAX_RERUNS = 10;
const MAX_RERUN_HOURS = 999;

/** What becomes of a programme after it aired. */
export const Afterwards = z.object({
  /** Whole hours from its start to each of its reruns, each once, ascending. */
  airsAgainAfterHours: z.array(z.int().min(1).max(MAX_RERUN_HOURS)).optional(),
  /** What aired may fill gaps. */
  rerunPool: z.boolean().optional(),
  /** The vendor's own recording takes the place of what aired. */
  useZoomRecording: z.boolean().optional(),
});
type Afterwards = z.infer<typeof Afterwards>;

/** Reads what is to become of an event after it aired. Throws a `FieldRefusal`. */
export function afterwardsOf(fields: LocalisedFields): Afterwards {
  return present({
    airsAgainAfterHours: rerunHours(localised(fields, "airsAgainAfterHours")),
    rerunPool: saidIn(fields, "rerunPool"),
    useZoomRecording: saidIn(fields, "useZoomRecording"),
  });
}

/** Whether a field says yes or no. Undefined when it says neither. */
export function saidIn(fields: LocalisedFields, field: string): boolean | undefined {
  return Said.parse(localised(fields, field) ?? undefined);
}

function rerunHours(value: unknown): number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const hours = Array.isArray(value) ? value.map(hoursOf) : [undefined];
  const known = hours.filter((each) => each !== undefined);
  if (known.length < hours.length || hours.length > MAX_RERUNS)
    throw new FieldRefusal(
      "airsAgainAfterHours",
      "is no list of whole hours",
      `Write up to ${MAX_RERUNS} numbers from 1 to ${MAX_RERUN_HOURS}, such as 8 and 16, or leave it empty.`,
    );
  return known.length === 0 ? undefined : [...new Set(known)].sort((a, b) => a - b);
}

function hoursOf(value: unknown): number | undefined {
  const hours = typeof value === "string" && /^\s*\d{1,3}\s*$/.test(value) ? Number(value) : value;
  return typeof hours === "number" && Number.isInteger(hours) && hours >= 1 && hours <= MAX_RERUN_HOURS
    ? hours
    : undefined;
}

/** The instant at which the rule of its show has an episode: `2027-03-02T18:00:00Z`. What is no instant is none. */
export function occurrenceOf(text: string | undefined): string | undefined {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant?.kind === "second" ? occurrenceText(instant.second) : undefined;
}

/** An occurrence as an entry says it. `second`: Unix seconds. */
export function occurrenceText(second: number): string {
  return new Date(second * 1000).toISOString().replace(".000Z", "Z");
}
