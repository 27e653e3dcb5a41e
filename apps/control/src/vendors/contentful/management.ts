import { createClient, type PlainClientAPI } from "contentful-management";
import { z } from "zod";
import { sha256Hex } from "@nonstop/door/hmac";
import { LOCALE } from "../../schedule/events/localised.ts";
import type { Management, WriteBack } from "../../schedule/ports/management.ts";
import type { ContentfulSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { VENDOR_TIMEOUT_MS } from "../patience.ts";
import { AnswerWatch } from "./answer-watch.ts";

/** All that we own in an event; what is not in the content is taken out. */
const OWNED = [
  "zoomMeetingId",
  "joinUrl",
  "passcode",
  "invitation",
  "provisionState",
  "provisionError",
  "provisionWarnings",
] as const;
const MAX_TRIES = 4;

/**
 * Writes into the entry's draft and never publishes it: nothing of it reaches the delivery API, and the webhook it causes is
 * a `save`, which we do not listen to.
 */
export function contentfulManagement(settings: ContentfulSettings): Management {
  return {
    async writeBack(entry, content) {
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        const answer = await writeOnce(settings, entry, content);
        if (answer.kind !== "conflict") return answer;
      }
      return { kind: "retry", message: "The entry is being edited all the time." };
    },
  };
}

async function writeOnce(
  settings: ContentfulSettings,
  entry: string,
  content: WriteBack,
): Promise<VendorAnswer<"written" | "unchanged"> | { kind: "conflict" }> {
  const watch = new AnswerWatch();
  const client = clientOver(settings, watch);
  try {
    const current = await client.entry.get({ entryId: entry });
    const fields = await withContent(current.fields, content);
    if (sameFields(current.fields, fields)) return { kind: "ok", value: "unchanged" };
    await client.entry.update({ entryId: entry }, { ...current, fields });
    return { kind: "ok", value: "written" };
  } catch {
    return watch.problem(Date.now());
  }
}

function clientOver(settings: ContentfulSettings, watch: AnswerWatch): PlainClientAPI {
  return createClient(
    {
      accessToken: settings.managementToken,
      host: settings.managementHost,
      insecure: settings.insecure,
      adapter: "fetch",
      retryOnError: false,
      timeout: VENDOR_TIMEOUT_MS,
      logHandler: () => undefined,
      responseLogger: watch.responseLogger,
    },
    { type: "plain", defaults: { spaceId: settings.space, environmentId: settings.environment } },
  );
}

type Fields = Readonly<Record<string, unknown>>;

// Our fields are not translated: they take the space's default locale alone, which is where the event's own start stands.
function localeOf({ startsAt, title }: Fields): string {
  const named = z.record(z.string(), z.unknown()).safeParse(startsAt ?? title).data ?? {};
  return LOCALE in named ? LOCALE : (Object.keys(named)[0] ?? LOCALE);
}

async function withContent(fields: Fields, { meetingId, ...rest }: WriteBack): Promise<Fields> {
  const { provisionState, provisionError, provisionWarnings, ...invitation } = rest;
  const content = {
    provisionState,
    provisionError,
    provisionWarnings,
    zoomMeetingId: meetingId,
    ...invitation,
  };
  const locale = localeOf(fields);
  const next: Record<string, unknown> = { ...fields };
  for (const field of OWNED) {
    const value = content[field];
    if (value === undefined) delete next[field];
    else next[field] = { [locale]: value };
  }
  next.provisionHash = { [locale]: await sha256Hex(JSON.stringify(content)) };
  return next;
}

function sameFields(current: Fields, next: Fields): boolean {
  return [...OWNED, "provisionHash"].every(
    (field) => JSON.stringify(current[field]) === JSON.stringify(next[field]),
  );
}
