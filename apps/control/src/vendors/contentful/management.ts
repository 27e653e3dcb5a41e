import type { PlainClientAPI } from "contentful-management";
import { z } from "zod";
import type { Management, WriteBack } from "../../schedule/ports/management.ts";
import type { ContentfulSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { contentfulEpisodes } from "./episodes.ts";
import { managementClient } from "./management-client.ts";
import { privateIn } from "./private-fields.ts";
import { MEETING_FIELD, saidIn, sameSaid, withSaid } from "./owned-fields.ts";

const UserAnswer = z.object({ email: z.string().optional().catch(undefined) });
const MAX_TRIES = 4;
const MAX_NAMING = 200;

/**
 * Writes into the entry's draft and never publishes it: nothing of it reaches the delivery API. The webhook it causes is a `save`,
 * which tells us what we have written.
 */
export function contentfulManagement(settings: ContentfulSettings): Management {
  return {
    async writeBack(entry, content) {
      const answer = await written(settings, entry, content);
      const { provisionWarnings, guestInvites, guestChecks, ...rest } = content;
      const isNewer = [provisionWarnings, guestInvites, guestChecks].some((text) => text !== undefined);
      if (answer.kind !== "refused" || !isNewer) return answer;
      // A space whose events lack the newer fields: that is no reason to keep a link from its entry.
      const provisionError = [rest.provisionError, provisionWarnings].filter((text) => text !== undefined);
      const older =
        provisionError.length === 0 ? rest : { ...rest, provisionError: provisionError.join("\n") };
      return written(settings, entry, older);
    },
    readPresence: (entry) =>
      read(settings, async (client) => {
        const { sys } = await client.entry.get({ entryId: entry });
        return { isPublished: sys.publishedVersion !== undefined, changedAt: sys.updatedAt };
      }),
    readUserAddress: (user) =>
      read(settings, async (client) => {
        const found = await client.user.getForSpace({ spaceId: settings.space, userId: user });
        return UserAnswer.parse(found).email;
      }),
    readSaid: (entries) =>
      read(settings, async (client) => {
        const query = { "sys.id[in]": entries.join(","), limit: entries.length };
        const { items } = await client.entry.getMany({ query });
        return new Map(items.map(({ sys, fields }) => [sys.id, saidIn(fields)]));
      }),
    readPrivate: (entries) =>
      read(settings, async (client) => {
        // An entry that was changed since it was published has other words in its draft.
        const query = { "sys.id[in]": entries.join(","), limit: entries.length };
        const { items } = await client.entry.getPublished({ query });
        return new Map(items.map(({ sys, fields }) => [sys.id, { fields: privateIn(fields) }]));
      }),
    ...contentfulEpisodes((ask) => asked(settings, ask)),
    readNaming: (meetings) =>
      read(settings, async (client) => {
        const query = {
          content_type: "event",
          [`fields.${MEETING_FIELD}[in]`]: meetings.join(","),
          limit: MAX_NAMING,
        };
        const { items } = await client.entry.getMany({ query });
        return items.map(({ sys }) => sys.id);
      }),
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
    if (sameSaid(found.fields, await withSaid(found.fields, content))) return "unchanged";
    // What is archived cannot be written into. It is taken out for a moment, for a dead link must not lie there for good.
    const isArchived = found.sys.archivedVersion !== undefined;
    const current = isArchived ? await entries.unarchive(at) : found;
    try {
      await entries.update(at, { ...current, fields: await withSaid(current.fields, content) });
    } finally {
      if (isArchived) await entries.archive(at);
    }
    return "written";
  });
}

async function read<T>(
  settings: ContentfulSettings,
  ask: (client: PlainClientAPI) => Promise<T>,
): Promise<VendorAnswer<T>> {
  const answer = await asked(settings, ask);
  return answer.kind === "conflict" ? { kind: "retry", message: "Contentful answers 409." } : answer;
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
