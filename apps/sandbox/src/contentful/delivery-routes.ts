import { Hono } from "hono";
import { deliveryAssetRoutes } from "./asset-routes.ts";
import { invalidQuery, notFound } from "./contentful-error.ts";
import type { Entry } from "./entry.ts";
import type { DeliveredEntry } from "./entry-wire.ts";
import { contentTypeAnswer, deliveredEntry } from "./entry-wire.ts";
import type { Space } from "./open-contentful.ts";
import { LOCALE, LOCALES } from "./locales.ts";
import { queryEntries } from "./query-entries.ts";
import { resolveIncludes } from "./resolve-includes.ts";
import { noEntry } from "./write-entries.ts";

/** The delivery API below `/spaces/{s}/environments/{e}`: published entries, without omitted fields. */
export function deliveryRoutes(space: Space): Hono {
  const routes = new Hono();
  const state = () => space.state.value;
  // While delivery lags it shows what was published before.
  const shown = (entry: Entry): Entry => {
    const seenMs = space.nowMs() - space.faults().deliveryLagMs;
    const changedAt = entry.published?.updatedAt ?? entry.unpublishedAt;
    if (changedAt === undefined || Date.parse(changedAt) <= seenMs) return entry;
    return { ...entry, published: entry.publishedBefore };
  };
  const delivered = (locale: string): DeliveredEntry[] =>
    Object.values(state().entries).flatMap((kept) => {
      const entry = shown(kept);
      const answer = deliveredEntry(entry, state().contentTypes[entry.contentType], space.name, locale);
      return answer === undefined ? [] : [answer];
    });

  routes.get("/entries", (c) => {
    const params = new URL(c.req.url).searchParams;
    const locale = params.get("locale") ?? LOCALE;
    if (locale !== "*" && locale !== LOCALE)
      return invalidQuery([{ name: "unknownLocale", value: locale, details: `Unknown locale: ${locale}` }]);
    const include = Number(params.get("include") ?? 1);
    if (!Number.isInteger(include) || include < 0 || include > 10)
      return invalidQuery([{ name: "include", path: ["include"], value: include }]);
    const all = delivered(locale);
    // Filters work on flat fields, whatever locale is asked for.
    const flat = locale === "*" ? delivered(LOCALE) : all;
    const page = queryEntries(flat, params, state().contentTypes);
    if (page.kind === "refused") return invalidQuery(page.errors);
    const byId = new Map(all.map((entry) => [entry.sys.id, entry]));
    const items = locale === "*" ? page.items.flatMap((item) => byId.get(item.sys.id) ?? []) : page.items;
    const { includes, errors } = resolveIncludes(items, include, (id) => byId.get(id));
    return c.json({
      sys: { type: "Array" },
      total: page.total,
      skip: page.skip,
      limit: page.limit,
      items,
      ...(includes.length > 0 ? { includes: { Entry: includes } } : {}),
      ...(errors.length > 0 ? { errors } : {}),
      ...(params.get("cursor") === "true" ? { pages: {} } : {}),
    });
  });

  routes.get("/entries/:id", (c) => {
    const found = delivered(c.req.query("locale") ?? LOCALE).find(
      (entry) => entry.sys.id === c.req.param("id"),
    );
    return found === undefined ? noEntry(space, c.req.param("id")) : c.json(found);
  });

  routes.get("/content_types", (c) => {
    const items = Object.values(state().contentTypes).filter((type) => type.publishedVersion !== undefined);
    return c.json({
      sys: { type: "Array" },
      total: items.length,
      skip: 0,
      limit: 100,
      items: items.map((type) => contentTypeAnswer(type, space.name, false)),
    });
  });
  routes.get("/content_types/:id", (c) => {
    const type = state().contentTypes[c.req.param("id")];
    return type?.publishedVersion === undefined
      ? notFound()
      : c.json(contentTypeAnswer(type, space.name, false));
  });
  routes.get("/locales", (c) => c.json(LOCALES));
  routes.route("/", deliveryAssetRoutes(space));

  // One page always holds everything. The token is the moment up to which the client is informed.
  routes.get("/sync", (c) => {
    const isInitial = c.req.query("initial") === "true";
    const since = isInitial ? "" : Buffer.from(c.req.query("sync_token") ?? "", "base64url").toString();
    if (!isInitial && Number.isNaN(Date.parse(since)))
      return invalidQuery([{ name: "sync_token", details: "The sync_token is invalid." }]);
    const type = c.req.query("type") ?? "all";
    const contentType = c.req.query("content_type");
    const wantsEntries = type === "all" || type === "Entry";
    const wantsDeletions = !isInitial && (type === "all" || type === "Deletion" || type === "DeletedEntry");
    const now = new Date(space.nowMs()).toISOString();
    const entries = delivered("*").filter(
      (entry) =>
        String(entry.sys["updatedAt"]) > since &&
        (contentType ?? entry.sys.contentType.sys.id) === entry.sys.contentType.sys.id,
    );
    const deletions = state()
      .deletions.filter((each) => each.deletedAt > since && state().entries[each.id]?.published === undefined)
      .map((each) => ({
        sys: {
          type: "DeletedEntry",
          id: each.id,
          space: { sys: { type: "Link", linkType: "Space", id: space.name.space } },
          environment: { sys: { type: "Link", linkType: "Environment", id: space.name.environment } },
          revision: each.revision,
          createdAt: each.createdAt,
          updatedAt: each.deletedAt,
          deletedAt: each.deletedAt,
        },
      }));
    const token = Buffer.from(now).toString("base64url");
    return c.json({
      sys: { type: "Array" },
      items: [...(wantsEntries ? entries : []), ...(wantsDeletions ? deletions : [])],
      nextSyncUrl: `${space.origin}/spaces/${space.name.space}/environments/${space.name.environment}/sync?sync_token=${token}`,
    });
  });
  return routes;
}
