import type { PlainClientAPI } from "contentful-management";
import { z } from "zod";
import { sha256Hex } from "@nonstop/door/hmac";
import { LOCALE } from "../../schedule/events/localised.ts";
import type { Management, WriteBack } from "../../schedule/ports/management.ts";
import type { ContentfulSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { managementClient } from "./management-client.ts";

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
      const answer = await written(settings, entry, content);
      const { provisionWarnings, ...rest } = content;
      if (answer.kind !== "refused" || provisionWarnings === undefined) return answer;
      // A space whose events have no field for warnings: that is no reason to keep a link from its entry.
      const provisionError = [rest.provisionError, provisionWarnings].filter((text) => text !== undefined);
      return written(settings, entry, { ...rest, provisionError: provisionError.join("\n") });
    },
    async readPresence(entry) {
      const answer = await asked(settings, async (client) => {
        const { sys } = await client.entry.get({ entryId: entry });
        return { isPublished: sys.publishedVersion !== undefined, changedAt: sys.updatedAt };
      });
      return answer.kind === "conflict" ? { kind: "retry", message: "Contentful answers 409." } : answer;
    },
  };
}

async function written(
  settings: ContentfulSettings,
  entry: string,
  content: WriteBack,
): Promise<VendorAnswer<"written" | "unchanged">> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const answer = await writeOnce(settings, entry, content);
    if (answer.kind !== "conflict") return answer;
  }
  return { kind: "retry", message: "The entry is being edited all the time." };
}

function writeOnce(
  settings: ContentfulSettings,
  entry: string,
  content: WriteBack,
): Promise<Asked<"written" | "unchanged">> {
  return asked(settings, async ({ entry: entries }) => {
    const at = { entryId: entry };
    const found = await entries.get(at);
    if (sameFields(found.fields, await withContent(found.fields, content))) return "unchanged";
    // What is archived cannot be written into. It is taken out for a moment, for a dead link must not lie there for good.
    const isArchived = found.sys.archivedVersion !== undefined;
    const current = isArchived ? await entries.unarchive(at) : found;
    try {
      await entries.update(at, { ...current, fields: await withContent(current.fields, content) });
    } finally {
      if (isArchived) await entries.archive(at);
    }
    return "written";
  });
}

type Asked<T> = VendorAnswer<T> | { kind: "conflict" };

async function asked<T>(
  settings: ContentfulSettings,
  ask: (client: PlainClientAPI) => Promise<T>,
): Promise<Asked<T>> {
  const watch = new AnswerWatch();
  try {
    return { kind: "ok", value: await ask(managementClient(settings, watch)) };
  } catch {
    return watch.problem(Date.now());
  }
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
