import { localised } from "../../schedule/events/localised.ts";
import { AllByLocale } from "./fields-by-locale.ts";

/** What people write for the making of a show. The content model omits these from delivery. */
const PRIVATE = ["email", "timezone", "producers", "guestNote", "inviteText"];

/** Those fields of an entry, by name, in the station's locale. */
export function privateIn(fields: unknown): Readonly<Record<string, unknown>> {
  const all = AllByLocale.parse(fields);
  const found = PRIVATE.map((field) => [field, localised(all, field)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}
