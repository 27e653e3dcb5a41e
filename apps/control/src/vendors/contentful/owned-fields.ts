import { sha256Hex } from "@nonstop/door/hmac";
import { z } from "zod";
import { LOCALE, localised } from "../../schedule/events/localised.ts";
import { AllByLocale, ByLocale } from "./fields-by-locale.ts";
import type { Said, WriteBack } from "../../schedule/ports/management.ts";

export const MEETING_FIELD = "zoomMeetingId";

/** The fields of an event that are ours, by what they say. What is not said is taken out. */
const OWNED = [
  ["provisionState", "provisionState"],
  ["provisionError", "provisionError"],
  ["provisionWarnings", "provisionWarnings"],
  ["meetingId", MEETING_FIELD],
  ["joinUrl", "joinUrl"],
  ["passcode", "passcode"],
  ["invitation", "invitation"],
  ["guestInvites", "guestInvites"],
  ["guestChecks", "guestChecks"],
] as const satisfies readonly (readonly [keyof WriteBack, string])[];
const HASH = "provisionHash";

/** Fields as the management API and its webhooks have them: values by locale. */
export type Fields = Readonly<Record<string, unknown>>;

const Value = z.string().optional().catch(undefined);

// Our fields are not translated: they take the space's default locale alone, which is where the event's own start stands.
export function localeOf({ startsAt, title }: Fields): string {
  const named = ByLocale.safeParse(startsAt ?? title).data ?? {};
  return LOCALE in named ? LOCALE : (Object.keys(named)[0] ?? LOCALE);
}

/** The names of all fields that are ours. */
export const OWNED_FIELDS: ReadonlySet<string> = new Set([...OWNED.map(([, field]) => field), HASH]);

/** The fields, with ours saying this. */
export async function withSaid(fields: Fields, said: WriteBack): Promise<Fields> {
  const locale = localeOf(fields);
  const next: Record<string, unknown> = { ...fields };
  for (const [key, field] of OWNED) {
    if (said[key] === undefined) delete next[field];
    else next[field] = { [locale]: said[key] };
  }
  next[HASH] = { [locale]: await sha256Hex(JSON.stringify(OWNED.map(([key]) => said[key] ?? null))) };
  return next;
}

/** Whether our fields are the same in both. */
export function sameSaid(current: Fields, next: Fields): boolean {
  return [...OWNED.map(([, field]) => field), HASH].every(
    (field) => JSON.stringify(current[field]) === JSON.stringify(next[field]),
  );
}

/** What our fields say. */
export function saidIn(fields: Fields): Said {
  const all = AllByLocale.parse(fields);
  const said = OWNED.map(([key, field]) => [key, Value.parse(localised(all, field))] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}
