import { localised } from "../../schedule/events/localised.ts";
import { AllByLocale } from "./fields-by-locale.ts";

/** What people write for the making of a show. The content model omits these from delivery, `sendInvites` apart. */
const PRIVATE = ["email", "timezone", "producers", "guestNote", "inviteText", "sendInvites"];

/** Those fields of an entry, by name, in the station's locale. */
export function privateIn(fields: unknown): Readonly<Record<string, unknown>> {
  const all = AllByLocale.parse(fields);
  const found = PRIVATE.map((field) => [field, localised(all, field)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}
