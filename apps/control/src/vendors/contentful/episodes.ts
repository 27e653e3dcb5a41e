import type { EntryProps, PlainClientAPI } from "contentful-management";
import { localised } from "../../schedule/events/localised.ts";
import type { EpisodeContent, EpisodeOrder, Management } from "../../schedule/ports/management.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { AllByLocale } from "./fields-by-locale.ts";
import { localeOf, OWNED_FIELDS, type Fields } from "./owned-fields.ts";

type Asked<T> = VendorAnswer<T> | { kind: "conflict" };
type Ask = <T>(ask: (client: PlainClientAPI) => Promise<T>) => Promise<Asked<T>>;
type Episodes = Pick<Management, "makeEpisode" | "withdrawEpisode">;

const EVENT = "event";

/** Makes and takes out the entries of episodes. `ask` asks the management API once. */
export function contentfulEpisodes(ask: Ask): Episodes {
  const locales = new Map<string, string>();
  /** The locale in which the show is written: its episodes are written in it as well. */
  const localeOfShow = async (client: PlainClientAPI, show: string): Promise<string> => {
    const known = locales.get(show);
    if (known !== undefined) return known;
    const { fields } = await client.entry.get({ entryId: show });
    const locale = localeOf(fields);
    locales.set(show, locale);
    return locale;
  };
  return {
    async makeEpisode(entry, content, order) {
      const created = await ask(async (client) => {
        const locale = await localeOfShow(client, content.show);
        const fields = fieldsOf(content, locale);
        const at = { contentTypeId: EVENT, entryId: entry };
        const made = await client.entry.createWithId(at, { fields });
        await client.entry.publish({ entryId: entry }, made);
        return "made" as const;
      });
      // It is there, or somebody edits it already.
      return created.kind === "conflict"
        ? settled(await ask((client) => adopted(client, { entry, content, order })))
        : created;
    },
    async withdrawEpisode(entry, content, order) {
      return settled(await ask((client) => withdrawn(client, { entry, content, order })));
    },
  };
}

function settled<T>(answer: Asked<T>): VendorAnswer<T> {
  return answer.kind === "conflict" ? { kind: "retry", message: "The entry is being edited." } : answer;
}

function fieldsOf({ show, startsAt, occurrence }: EpisodeContent, locale: string): Fields {
  const link = { sys: { type: "Link", linkType: "Entry", id: show } };
  return { show: { [locale]: link }, startsAt: { [locale]: startsAt }, occurrence: { [locale]: occurrence } };
}

type Order = { entry: string; content: EpisodeContent; order: EpisodeOrder };

async function adopted(client: PlainClientAPI, o: Order): Promise<"made" | "touched" | "cancelled"> {
  const found = await client.entry.get({ entryId: o.entry });
  if (!saysOnly(found, o.content)) return isOut(found) ? "cancelled" : "touched";
  if (isOut(found) && !o.order.isOurs) return "cancelled";
  if (found.sys.archivedVersion !== undefined) return "cancelled";
  if (found.sys.publishedVersion === undefined) await client.entry.publish({ entryId: o.entry }, found);
  return "made";
}

async function withdrawn(client: PlainClientAPI, o: Order): Promise<"withdrawn" | "touched" | "cancelled"> {
  const at = { entryId: o.entry };
  const found = await client.entry.get(at);
  if (isOut(found) && !o.order.isOurs) return "cancelled";
  if (!saysOnly(found, o.content)) return "touched";
  if (found.sys.publishedVersion !== undefined) {
    await client.entry.unpublish(at);
    const after = await client.entry.get(at);
    // Somebody was faster: it is theirs now, and stays on the air.
    if (!saysOnly(after, o.content)) {
      await client.entry.publish(at, after);
      return "touched";
    }
  }
  await client.entry.delete(at);
  return "withdrawn";
}

/** People have taken it out: it is archived, or was published once and is not. */
function isOut({ sys }: EntryProps): boolean {
  if (sys.archivedVersion !== undefined) return true;
  return sys.publishedVersion === undefined && (sys.publishedCounter ?? 0) > 0;
}

/** Whether an entry says what the station wrote and nothing else. The station's own fields are no touch. */
function saysOnly({ sys, fields }: EntryProps, content: EpisodeContent): boolean {
  if (sys.contentType.sys.id !== EVENT) return false;
  const all = AllByLocale.parse(fields);
  const wanted = fieldsOf(content, "x");
  const names = new Set(
    [...Object.keys(all), ...Object.keys(wanted)].filter((name) => !OWNED_FIELDS.has(name)),
  );
  return [...names].every((name) => {
    const values = Object.values(all[name] ?? {}).filter((value) => !isEmpty(value));
    const [value] = Object.values(AllByLocale.parse(wanted)[name] ?? {});
    if (value === undefined) return values.length === 0;
    return (
      values.length === 1 && JSON.stringify(plain(localised(all, name))) === JSON.stringify(plain(value))
    );
  });
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

// A link is as good with its keys in another order.
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("sys" in value)) return value;
  const { sys } = value;
  return typeof sys === "object" && sys !== null && "id" in sys ? sys.id : value;
}
